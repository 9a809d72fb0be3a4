-- Comments: everybody reads the rows, so a row holds words only while they may be read.
-- A deleted comment keeps its place and has none; those of a hidden one lie in private.hidden_words.

create table public.comments (
  id bigint generated always as identity primary key,
  lesson text not null check (lesson ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  language text not null check (language in ('en', 'ko')),
  parent bigint references public.comments (id),
  user_id uuid default auth.uid() references public.profiles (id) on delete set null,
  body text not null,
  state text not null default 'visible' check (state in ('visible', 'deleted', 'hidden')),
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  constraint only_what_is_visible_has_words check (
    case when state = 'visible' then char_length(body) between 1 and 4000 and body ~ '\S'
    else body = '' end
  )
);
create index comments_of_a_lesson on public.comments (lesson, created_at) where parent is null;
create index comments_of_a_thread on public.comments (parent, created_at);
create index comments_of_an_author on public.comments (user_id, created_at);

alter table public.comments enable row level security;
revoke all on public.comments from public, anon, authenticated;
grant select on public.comments to anon, authenticated;
grant insert (lesson, language, parent, user_id, body), update (body, state)
  on public.comments to authenticated;
create policy comments_read on public.comments for select to anon, authenticated using (true);
create policy comments_write_own on public.comments
  for insert to authenticated with check (user_id = (select auth.uid()) and state = 'visible');
create policy comments_change_own on public.comments
  for update to authenticated
  using (user_id = (select auth.uid()) and state <> 'deleted')
  with check (user_id = (select auth.uid()) and state in ('visible', 'deleted'));

create policy profiles_read_authors on public.profiles
  for select to anon, authenticated
  using (exists (select from public.comments c where c.user_id = profiles.id));

create table private.hidden_words (
  comment bigint primary key references public.comments (id) on delete cascade,
  body text not null
);
alter table private.hidden_words enable row level security;

-- Somebody is new until a day after their first comment that still stands.
create function private.is_new(who uuid) returns boolean
language sql stable set search_path = '' as $$
  select not exists (
    select from public.comments
    where user_id = who and state = 'visible' and created_at < now() - interval '1 day'
  );
$$;
revoke execute on function private.is_new(uuid) from public;

create function private.wrote(who uuid, since interval) returns bigint
language sql stable set search_path = '' as $$
  select count(*) from public.comments where user_id = who and created_at > now() - since;
$$;
revoke execute on function private.wrote(uuid, interval) from public;

create function private.rules_for_a_comment() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  above public.comments;
begin
  perform pg_advisory_xact_lock(hashtextextended('comments ' || new.user_id::text, 0));
  if private.is_muted(new.user_id) then
    perform private.refuse('403', 'muted');
  end if;
  if new.parent is not null then
    select * into above from public.comments where id = new.parent;
    if above.lesson is distinct from new.lesson or above.parent is not null then
      perform private.refuse('422', 'parent');
    elsif above.state <> 'visible' then
      perform private.refuse('404', 'gone');
    end if;
  end if;
  if private.wrote(new.user_id, '10 minutes') >= 6 or private.wrote(new.user_id, '1 day') >= 60 then
    perform private.refuse('429', 'often');
  end if;
  if exists (
    select from public.comments
    where user_id = new.user_id and body = new.body and created_at > now() - interval '1 day'
  ) then
    perform private.refuse('429', 'same-words');
  end if;
  if private.is_new(new.user_id) then
    if new.body ~* '(://|www\.)' then
      perform private.refuse('403', 'first-link');
    elsif private.wrote(new.user_id, '1 hour') >= 4 then
      perform private.refuse('429', 'often');
    end if;
  end if;
  return new;
end;
$$;
revoke execute on function private.rules_for_a_comment() from public;
create trigger rules_for_a_comment before insert on public.comments
  for each row execute function private.rules_for_a_comment();

-- Runs as whoever changes the row: an author is `authenticated`, the moderators' functions are not.
create function private.rules_for_a_change() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if new.state = 'deleted' then
    new.body := '';
  elsif current_user = 'authenticated' then
    if old.state = 'hidden' then
      perform private.refuse('403', 'gone');
    end if;
    perform private.may_change(old.user_id, new.body, old.edited_at);
    new.edited_at := now();
  end if;
  return new;
end;
$$;
create function private.may_change(who uuid, words text, edited_at timestamptz) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if private.is_muted(who) then
    perform private.refuse('403', 'muted');
  elsif private.is_new(who) and words ~* '(://|www\.)' then
    perform private.refuse('403', 'first-link');
  elsif edited_at > now() - interval '5 seconds' then
    perform private.refuse('429', 'often');
  end if;
end;
$$;
revoke execute on function private.rules_for_a_change(), private.may_change(uuid, text, timestamptz)
  from public;
grant execute on function private.may_change(uuid, text, timestamptz) to authenticated;
create trigger rules_for_a_change before update on public.comments
  for each row execute function private.rules_for_a_change();

create function private.forget_words() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.hidden_words where comment = new.id;
  return null;
end;
$$;
revoke execute on function private.forget_words() from public;
create trigger forget_words after update on public.comments
  for each row when (new.state = 'deleted') execute function private.forget_words();

-- Whoever leaves takes their words along. The place of a thread stays where others replied.
create function private.leave() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.comments where user_id = old.id and parent is not null;
  delete from public.comments c
  where c.user_id = old.id and not exists (select from public.comments r where r.parent = c.id);
  update public.comments set state = 'deleted', body = '' where user_id = old.id;
  return old;
end;
$$;
revoke execute on function private.leave() from public;
create trigger leave before delete on public.profiles
  for each row execute function private.leave();
