-- What an account says of itself: the name others see, and what they do not see.

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null default '' check (
    char_length(display_name) <= 40
    and display_name = btrim(display_name)
    -- no control characters, and none that turn the direction of a line
    and display_name !~ '[[:cntrl:]\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]'
  ),
  created_at timestamptz not null default now()
);
alter table public.profiles enable row level security;
revoke all on public.profiles from public, anon, authenticated;
grant select, update (display_name) on public.profiles to authenticated;
grant select (id, display_name) on public.profiles to anon;
-- The names of authors are read by everybody: the migration of comments adds that.
create policy profiles_read_own on public.profiles
  for select to authenticated using (id = (select auth.uid()));
create policy profiles_change_own on public.profiles
  for update to authenticated using (id = (select auth.uid()));

create table public.preferences (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  language text check (language in ('en', 'ko')), -- null until said: other services tell none
  notify_replies boolean not null default false
);
alter table public.preferences enable row level security;
revoke all on public.preferences from public, anon, authenticated;
grant select, update (language, notify_replies) on public.preferences to authenticated;
create policy preferences_read_own on public.preferences
  for select to authenticated using (user_id = (select auth.uid()));
create policy preferences_change_own on public.preferences
  for update to authenticated using (user_id = (select auth.uid()));

-- The name stays empty until its owner chooses one: an address or a name of another service is not for others.
create function private.welcome() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id) values (new.id) on conflict do nothing;
  insert into public.preferences (user_id, language)
  values (new.id, case when new.raw_user_meta_data ->> 'language' in ('en', 'ko')
    then new.raw_user_meta_data ->> 'language' end)
  on conflict do nothing;
  return new;
end;
$$;
revoke execute on function private.welcome() from public;
create trigger welcome after insert on auth.users
  for each row execute function private.welcome();

insert into public.profiles (id) select id from auth.users;
insert into public.preferences (user_id) select id from auth.users;
