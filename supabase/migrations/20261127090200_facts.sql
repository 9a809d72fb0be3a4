-- Progress: a set of facts that only grows. The primary key makes it a set, whoever sends what how often;
-- jsonb compares numbers by value and names in any order, so 24 and 24.0 are the same fact.

create table public.facts (
  user_id uuid not null default auth.uid() references public.profiles (id) on delete cascade,
  fact jsonb not null check (
    jsonb_typeof(fact) = 'object'
    and coalesce(jsonb_typeof(fact -> 'kind') = 'string', false)
    and coalesce(jsonb_typeof(fact -> 'at_ms') = 'number', false)
    and octet_length(fact::text) <= 1000
  ),
  received_at timestamptz not null default now(), -- the clock of a device may be wrong, this one is not
  primary key (user_id, fact)
);
alter table public.facts enable row level security;
revoke all on public.facts from public, anon, authenticated;
grant select, insert (user_id, fact) on public.facts to authenticated;
create policy facts_read_own on public.facts
  for select to authenticated using (user_id = (select auth.uid()));
create policy facts_add_own on public.facts
  for insert to authenticated with check (user_id = (select auth.uid()));

-- One device of an account at a time: then two cannot wait for each other's rows, nor pass the limit together.
create function private.facts_in_turn() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('facts ' || coalesce(auth.uid()::text, ''), 0));
  return null;
end;
$$;
revoke execute on function private.facts_in_turn() from public;
create trigger facts_in_turn before insert on public.facts
  for each statement execute function private.facts_in_turn();

create function private.facts_bounded() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (
    select from public.facts
    where user_id in (select distinct user_id from added)
    group by user_id having count(*) > 5000 -- MOST_FACTS in learner/stored.py
  ) then
    perform private.refuse('429', 'full');
  end if;
  return null;
end;
$$;
revoke execute on function private.facts_bounded() from public;
create trigger facts_bounded after insert on public.facts
  referencing new table as added
  for each statement execute function private.facts_bounded();

-- Add what is new of `items`, and say how many facts there are now: whoever knows fewer asks for all.
create function public.add_facts(items jsonb) returns integer
language plpgsql security invoker set search_path = '' as $$
begin
  if jsonb_typeof(items) is distinct from 'array' or jsonb_array_length(items) > 500 then
    perform private.refuse('422', 'text');
  end if;
  insert into public.facts (fact)
  select value from jsonb_array_elements(items) on conflict do nothing;
  return (select count(*) from public.facts);
end;
$$;
revoke execute on function public.add_facts(jsonb) from public, anon, authenticated;
grant execute on function public.add_facts(jsonb) to authenticated;

-- All of them in one answer: rows of a table come at most a thousand at once.
create function public.my_facts() returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(fact order by received_at), '[]')
  from public.facts;
$$;
revoke execute on function public.my_facts() from public, anon, authenticated;
grant execute on function public.my_facts() to authenticated;
