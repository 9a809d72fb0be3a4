-- Reports: of a comment, by whoever is signed in; of a mistake on a page, by anybody.

create table public.comment_reports (
  id bigint generated always as identity primary key,
  comment bigint not null references public.comments (id) on delete cascade,
  user_id uuid not null default auth.uid() references public.profiles (id) on delete cascade,
  why text not null check (why in ('spam', 'hurtful', 'off-topic', 'other')),
  words text not null default '' check (char_length(words) <= 500),
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (comment, user_id)
);
create index comment_reports_of_a_reporter on public.comment_reports (user_id, created_at);
alter table public.comment_reports enable row level security;
revoke all on public.comment_reports from public, anon, authenticated;
grant select, insert (comment, user_id, why, words) on public.comment_reports to authenticated;
create policy comment_reports_read_own_or_as_moderator on public.comment_reports
  for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_moderator()));
create policy comment_reports_add_own on public.comment_reports
  for insert to authenticated with check (
    user_id = (select auth.uid())
    and exists (
      select from public.comments c
      where c.id = comment and c.state = 'visible' and c.user_id is distinct from (select auth.uid())
    )
  );

create function private.rules_for_a_report() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('reports ' || new.user_id::text, 0));
  if (
    select count(*) from public.comment_reports
    where user_id = new.user_id and created_at > now() - interval '1 day'
  ) >= 20 then
    perform private.refuse('429', 'often');
  end if;
  return new;
end;
$$;
revoke execute on function private.rules_for_a_report() from public;
create trigger rules_for_a_report before insert on public.comment_reports
  for each row execute function private.rules_for_a_report();

create table public.issue_reports (
  id bigint generated always as identity primary key,
  lesson text not null check (lesson ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  section text not null default '' check (section ~ '^[a-z0-9_.-]{0,64}$'),
  language text not null check (language in ('en', 'ko')),
  revision text not null default '' check (revision ~ '^[0-9A-Za-z .:+_-]{0,64}$'),
  link text not null default '' -- an address within the site: never one that leads away
    check (link = '' or (link ~ '^/([^/\\[:space:]][^\\[:space:]]*)?$' and char_length(link) <= 500)),
  body text not null check (char_length(body) between 1 and 4000 and body ~ '\S'),
  user_id uuid default auth.uid() references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create index issue_reports_of_a_reporter on public.issue_reports (user_id, created_at);
create index issue_reports_open on public.issue_reports (created_at) where closed_at is null;
alter table public.issue_reports enable row level security;
revoke all on public.issue_reports from public, anon, authenticated;
grant insert (lesson, section, language, revision, link, body, user_id)
  on public.issue_reports to anon, authenticated;
grant select on public.issue_reports to authenticated;
create policy issue_reports_add on public.issue_reports
  for insert to anon, authenticated with check (user_id is not distinct from (select auth.uid()));
create policy issue_reports_read_own_or_as_moderator on public.issue_reports
  for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_moderator()));

-- The signed out are one crowd to the database: their requests come from the app's server.
create function private.rules_for_an_issue() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('issues ' || coalesce(new.user_id::text, ''), 0));
  if (
    select count(*) from public.issue_reports
    where user_id is not distinct from new.user_id and created_at > now() - interval '1 hour'
  ) >= (case when new.user_id is null then 30 else 10 end) then
    perform private.refuse('429', 'often');
  end if;
  return new;
end;
$$;
revoke execute on function private.rules_for_an_issue() from public;
create trigger rules_for_an_issue before insert on public.issue_reports
  for each row execute function private.rules_for_an_issue();
