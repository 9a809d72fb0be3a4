-- What moderators do. Only these functions do it, and each leaves an entry in a log that no client can write.

create table public.moderation_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  moderator uuid references public.profiles (id) on delete set null,
  action text not null,
  comment bigint references public.comments (id) on delete set null,
  issue bigint references public.issue_reports (id) on delete set null,
  user_id uuid references public.profiles (id) on delete set null,
  reason text not null check (char_length(reason) between 1 and 500 and reason ~ '\S')
);
alter table public.moderation_log enable row level security;
revoke all on public.moderation_log from public, anon, authenticated;
grant select on public.moderation_log to authenticated;
create policy moderation_log_read_as_moderator on public.moderation_log
  for select to authenticated using ((select private.is_moderator()));

create function private.moderators_only(reason text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not private.is_moderator() then
    perform private.refuse('403', '');
  elsif reason !~ '\S' or char_length(reason) > 500 then
    perform private.refuse('422', 'text');
  end if;
end;
$$;
revoke execute on function private.moderators_only(text) from public;

create function public.moderate(target bigint, action text, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  it public.comments;
begin
  perform private.moderators_only(reason);
  select * into it from public.comments where id = target for update;
  if action = 'hide' and it.state = 'visible' then
    insert into private.hidden_words (comment, body) values (it.id, it.body);
    update public.comments set state = 'hidden', body = '' where id = it.id;
  elsif action = 'restore' and it.state = 'hidden' then
    update public.comments set state = 'visible',
      body = (select h.body from private.hidden_words h where h.comment = it.id)
    where id = it.id;
    delete from private.hidden_words where comment = it.id;
  elsif action = 'delete' and it.state <> 'deleted' then
    update public.comments set state = 'deleted', body = '' where id = it.id;
  elsif action is distinct from 'dismiss' or it.id is null then
    perform private.refuse('404', 'gone');
  end if;
  if action <> 'restore' then
    update public.comment_reports set closed_at = now() where comment = it.id and closed_at is null;
  end if;
  insert into public.moderation_log (moderator, action, comment, user_id, reason)
  values (auth.uid(), action, it.id, it.user_id, reason);
end;
$$;

-- For hours; 0 lets somebody write again. Not for moderators: their role is taken in the SQL editor.
create function public.mute(target uuid, hours integer, reason text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.moderators_only(reason);
  if hours is null or hours not between 0 and 8760 then
    perform private.refuse('422', 'text');
  elsif exists (select from public.roles where user_id = target) then
    perform private.refuse('403', '');
  end if;
  delete from public.mutes where user_id = target;
  if hours > 0 then
    insert into public.mutes (user_id, until, reason)
    values (target, now() + make_interval(hours => hours), reason);
  end if;
  insert into public.moderation_log (moderator, action, user_id, reason)
  values (auth.uid(), case when hours > 0 then 'mute' else 'unmute' end, target, reason);
end;
$$;

create function public.close_issue(target bigint, reason text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.moderators_only(reason);
  update public.issue_reports set closed_at = now() where id = target and closed_at is null;
  if not found then
    perform private.refuse('404', 'gone');
  end if;
  insert into public.moderation_log (moderator, action, issue, reason)
  values (auth.uid(), 'close-issue', target, reason);
end;
$$;

-- Comments with open reports, the most reported first, then those that are hidden.
create function public.moderation_queue() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.moderators_only('-');
  return coalesce((
    select jsonb_agg(entry order by reports desc, id desc) from (
      select c.id, coalesce(r.reports, 0) as reports, jsonb_build_object('comment', jsonb_build_object(
        'id', c.id, 'lesson', c.lesson, 'language', c.language, 'parent', c.parent,
        'author_id', coalesce(c.user_id::text, ''), 'author', coalesce(p.display_name, ''),
        'body', coalesce(h.body, c.body), 'state', c.state,
        'created_at', c.created_at, 'edited_at', c.edited_at
      ), 'why', coalesce(r.why, '[]'), 'words', coalesce(r.words, '[]')) as entry
      from public.comments c
      left join public.profiles p on p.id = c.user_id
      left join private.hidden_words h on h.comment = c.id
      left join lateral (
        select count(*) as reports, jsonb_agg(why) as why,
          jsonb_agg(words) filter (where words <> '') as words
        from public.comment_reports where comment = c.id and closed_at is null
      ) r on true
      where c.state = 'hidden' or (c.state = 'visible' and r.reports > 0)
      order by reports desc, c.id desc
      limit 100
    ) entries
  ), '[]');
end;
$$;

revoke execute on function public.moderate(bigint, text, text), public.mute(uuid, integer, text),
  public.close_issue(bigint, text), public.moderation_queue() from public, anon, authenticated;
grant execute on function public.moderate(bigint, text, text), public.mute(uuid, integer, text),
  public.close_issue(bigint, text), public.moderation_queue() to authenticated;
