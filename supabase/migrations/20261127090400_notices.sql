-- Bells and notices: whoever asked for it is told of replies.

create table public.bells (
  user_id uuid not null default auth.uid() references public.profiles (id) on delete cascade,
  thread bigint not null references public.comments (id) on delete cascade,
  wanted boolean not null,
  primary key (user_id, thread)
);
create index bells_of_a_thread on public.bells (thread);
alter table public.bells enable row level security;
revoke all on public.bells from public, anon, authenticated;
grant select, insert (user_id, thread, wanted), update (user_id, thread, wanted), delete
  on public.bells to authenticated;
-- So that comment_page() is one function for everybody; no policy shows the signed out a row.
grant select on public.bells to anon;
create policy bells_read_own on public.bells
  for select to authenticated using (user_id = (select auth.uid()));
create policy bells_add_own on public.bells
  for insert to authenticated with check (
    user_id = (select auth.uid())
    and exists (select from public.comments c where c.id = thread and c.parent is null)
  );
create policy bells_change_own on public.bells
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (
    user_id = (select auth.uid())
    and exists (select from public.comments c where c.id = thread and c.parent is null)
  );
create policy bells_remove_own on public.bells
  for delete to authenticated using (user_id = (select auth.uid()));

create table public.notices (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.profiles (id) on delete cascade,
  comment bigint not null references public.comments (id) on delete cascade,
  created_at timestamptz not null default now(),
  read boolean not null default false,
  unique (user_id, comment)
);
create index notices_of_a_comment on public.notices (comment);
alter table public.notices enable row level security;
revoke all on public.notices from public, anon, authenticated;
grant select, update (read) on public.notices to authenticated;
create policy notices_read_own on public.notices
  for select to authenticated using (user_id = (select auth.uid()));
create policy notices_mark_own on public.notices
  for update to authenticated using (user_id = (select auth.uid()));

-- A bell decides; where none was touched, the author of the thread decides with the profile.
create function private.tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.notices (user_id, comment)
  select who, new.id from (
    select b.user_id as who from public.bells b where b.thread = new.parent and b.wanted
    union
    select c.user_id from public.comments c
    join public.preferences p on p.user_id = c.user_id and p.notify_replies
    where c.id = new.parent and not exists (
      select from public.bells b where b.thread = c.id and b.user_id = c.user_id
    )
  ) wanted
  where who <> new.user_id
  on conflict do nothing;
  return null;
end;
$$;
revoke execute on function private.tell() from public;
create trigger tell after insert on public.comments
  for each row when (new.parent is not null) execute function private.tell();

-- Nobody is told of what cannot be read.
create function private.untell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.notices where comment = new.id;
  return null;
end;
$$;
revoke execute on function private.untell() from public;
create trigger untell after update on public.comments
  for each row when (new.state <> 'visible') execute function private.untell();
