-- What pages ask for, in one answer each; and everything about me, and nothing more of me.
-- Those that read run as whoever asks, so row-level security decides what is in them.

create function public.comment_page(
  of_lesson text, newest boolean, page integer, of_language text default ''
) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with threads as (
    select * from public.comments
    where lesson = of_lesson and parent is null and of_language in ('', language)
    order by case when newest then created_at end desc, case when newest then id end desc,
      created_at, id
    limit 20 offset 20 * greatest(page, 0)
  ),
  shown as (
    select * from threads
    union all
    select r.* from threads t cross join lateral (
      select * from public.comments where parent = t.id order by created_at, id limit 200
    ) r
  )
  select jsonb_build_object(
    'total', (
      select count(*) from public.comments
      where lesson = of_lesson and parent is null and of_language in ('', language)
    ),
    'comments', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', c.id, 'lesson', c.lesson, 'language', c.language, 'parent', c.parent,
        'author_id', coalesce(c.user_id::text, ''), 'author', coalesce(p.display_name, ''), 'body', c.body, 'state', c.state,
        'created_at', c.created_at, 'edited_at', c.edited_at,
        'bell', (
          select b.wanted from public.bells b
          where b.thread = c.id
        )
      ) order by c.created_at, c.id)
      from shown c left join public.profiles p on p.id = c.user_id
    ), '[]')
  );
$$;

create function public.notice_page(page integer) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'total', (select count(*) from public.notices),
    'unread', (select count(*) from public.notices where not read),
    'notices', coalesce((
      select jsonb_agg(to_jsonb(n) order by n.id desc) from (
        select n.id, n.comment, c.parent as thread, c.lesson, coalesce(p.display_name, '') as author,
          left(c.body, 160) as beginning, n.created_at, n.read
        from public.notices n
        join public.comments c on c.id = n.comment
        left join public.profiles p on p.id = c.user_id
        order by n.id desc limit 20 offset 20 * greatest(page, 0)
      ) n
    ), '[]')
  );
$$;

create function public.unread_notices() returns integer
language sql stable security invoker set search_path = '' as $$
  select count(*)::integer from public.notices where not read;
$$;

create function public.my_profile() returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'user_id', p.id, 'display_name', p.display_name,
    'language', coalesce(q.language, ''), 'notify_replies', q.notify_replies,
    'moderator', (select private.is_moderator()),
    'muted_until', (select m.until from public.mutes m where m.user_id = p.id and m.until > now())
  )
  from public.profiles p join public.preferences q on q.user_id = p.id
  where p.id = (select auth.uid());
$$;

create function public.open_issues() returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(i) order by i.id desc), '[]') from (
    select id, lesson, section, language, revision, body, link, created_at
    from public.issue_reports
    where closed_at is null and (select private.is_moderator())
    order by id desc limit 100
  ) i;
$$;

create function public.moderation_log_page(page integer) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(e) order by e.id desc), '[]') from (
    select l.id, l.at, coalesce(p.display_name, '') as moderator, l.action, l.comment,
      coalesce(l.user_id::text, '') as user_id, l.reason
    from public.moderation_log l left join public.profiles p on p.id = l.moderator
    order by l.id desc limit 20 offset 20 * greatest(page, 0)
  ) e;
$$;

-- One's own words stay one's own, also where a moderator hid them.
create function private.my_hidden_words() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('comment', h.comment, 'body', h.body)), '[]')
  from private.hidden_words h join public.comments c on c.id = h.comment
  where c.user_id = auth.uid();
$$;

create function public.export_my_data() returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'account', jsonb_build_object('id', auth.uid(), 'email', auth.jwt() ->> 'email'),
    'profile', (select to_jsonb(t) from public.profiles t where id = auth.uid()),
    'preferences', (select to_jsonb(t) from public.preferences t),
    'role', (select role from public.roles),
    'mute', (select to_jsonb(t) from public.mutes t where user_id = auth.uid()),
    'facts', (select coalesce(jsonb_agg(to_jsonb(t) - 'user_id' order by received_at), '[]')
      from public.facts t),
    'comments', (select coalesce(jsonb_agg(to_jsonb(t) - 'user_id' order by id), '[]')
      from public.comments t where user_id = auth.uid()),
    'hidden_words', private.my_hidden_words(),
    'bells', (select coalesce(jsonb_agg(to_jsonb(t) - 'user_id'), '[]')
      from public.bells t),
    'notices', (select coalesce(jsonb_agg(to_jsonb(t) - 'user_id' order by id), '[]')
      from public.notices t),
    'comment_reports', (select coalesce(jsonb_agg(to_jsonb(t) - 'user_id' order by id), '[]')
      from public.comment_reports t where user_id = auth.uid()),
    'issue_reports', (select coalesce(jsonb_agg(to_jsonb(t) - 'user_id' order by id), '[]')
      from public.issue_reports t where user_id = auth.uid())
  );
$$;

-- (see below)
-- Everything that refers to the account goes with it: see private.leave() and each table's references.
create function public.delete_my_account() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.users where id = auth.uid();
  if not found then
    perform private.refuse('401', 'sign-in');
  end if;
end;
$$;

revoke execute on function public.comment_page(text, boolean, integer, text), public.notice_page(integer),
  public.unread_notices(), public.my_profile(), public.open_issues(), public.moderation_log_page(integer),
  public.export_my_data(), private.my_hidden_words(), public.delete_my_account()
  from public, anon, authenticated;
grant execute on function public.comment_page(text, boolean, integer, text) to anon, authenticated;
grant execute on function public.notice_page(integer), public.unread_notices(), public.my_profile(),
  public.open_issues(), public.moderation_log_page(integer), public.export_my_data(),
  private.my_hidden_words(), public.delete_my_account() to authenticated;
