-- Who may moderate, who may not write, and the schema for what no client may call or read.
-- Rules refuse with a status of HTTP (PT403 is 403) and a hint: the word that the app turns into a sentence.

create schema private;
grant usage on schema private to anon, authenticated;

create function private.refuse(status text, reason text) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception '%', reason using errcode = 'PT' || status, hint = reason;
end;
$$;

-- Rows are written in the SQL editor by whoever owns the project (docs/deploy.md); no client can.
create table public.roles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  role text not null check (role = 'moderator')
);
alter table public.roles enable row level security;
revoke all on public.roles from public, anon, authenticated;
grant select on public.roles to authenticated;
create policy roles_read_own on public.roles
  for select to authenticated using (user_id = (select auth.uid()));

create function private.is_moderator() returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (select from public.roles where user_id = (select auth.uid()) and role = 'moderator');
$$;
revoke execute on function private.is_moderator() from public;
grant execute on function private.is_moderator() to authenticated;

-- Written by public.mute() alone.
create table public.mutes (
  user_id uuid primary key references auth.users (id) on delete cascade,
  until timestamptz not null,
  reason text not null
);
alter table public.mutes enable row level security;
revoke all on public.mutes from public, anon, authenticated;
grant select on public.mutes to authenticated;
create policy mutes_read_own_or_as_moderator on public.mutes
  for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_moderator()));

-- Called by triggers alone, with their rights.
create function private.is_muted(who uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public.mutes where user_id = who and until > now());
$$;
revoke execute on function private.is_muted(uuid) from public;
