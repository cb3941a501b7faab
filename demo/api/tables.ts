/** One statement after the other, as one transaction: several may begin at once, and the first orders come once. */
export const CREATE_TABLES = `
  begin;
  select pg_advisory_xact_lock(8787);
  create table if not exists orders (
    id integer generated always as identity primary key,
    key text not null unique,
    customer text not null,
    item text not null,
    quantity integer not null,
    created_at timestamptz not null default now()
  );
  -- Orders from before there were confirmations need none.
  alter table orders add column if not exists confirmed_at timestamptz default now();
  alter table orders alter column confirmed_at drop default;
  insert into orders (key, customer, item, quantity, created_at, confirmed_at)
  select key, customer, item, quantity, now() - age, now() - age from (values
    ('first-1', 'Ada Winter', 'Walnut desk', 1, interval '2 days'),
    ('first-2', 'Bram de Vries', 'Reading lamp', 2, interval '5 hours'),
    ('first-3', 'Chiara Rossi', 'Linen chair', 4, interval '40 minutes')
  ) as first_orders (key, customer, item, quantity, age)
  where not exists (select from orders);
  commit;
`
