import { expect } from '../../expect.js'

/** The table's name as it stands in statements, and a short one for what belongs to it. */
export interface TableName {
  readonly quoted: string
  readonly bare: string
}

/** Longer ones would be cut off together with what follows them in the names of indexes, at 63 bytes. */
const NAME = /^(?:[a-z_]\w{0,39}\.)?[a-z_]\w{0,39}$/i

/** Throws a TypeError for what is no plain name: it becomes part of statements. */
export function tableName(table: string): TableName {
  expect(
    typeof table === 'string' && NAME.test(table),
    'queue table',
    'a name of letters, digits and _, up to 40, with or without a schema',
    table,
  )
  const parts = table.split('.')
  return { quoted: parts.map((part) => `"${part}"`).join('.'), bare: parts.at(-1) ?? table }
}

/**
 * The statement that makes the table of {@link sqlQueueStore}, its indexes and its trigger where there is no such table, for
 * a migration. Any number of processes may run it at once, and so may a role that may create nothing once it is there.
 *
 * Throws a TypeError when the name is none.
 *
 * @param table With or without a schema. @default 'queued_jobs'
 */
export function sqlQueueTable(table = 'queued_jobs'): string {
  const { quoted, bare } = tableName(table)
  const turns = `${quoted.slice(0, -1)}_turns"`
  const live = `state in ('waiting', 'behind', 'active')`
  // Two at once would collide in the catalog, so they go one after the other.
  return `do $queue$
begin
  perform pg_advisory_xact_lock(hashtext('react-api-status ${quoted}'));
  if to_regclass('${quoted}') is not null then return; end if;

  create table ${quoted} (
    id bigint generated always as identity primary key,
    queue text not null,
    key text not null,
    order_by text,
    data json,
    -- Of the data, for as long as the key is known.
    digest text not null,
    -- Who is found behind another of its order steps back, and waits again when it is the first.
    state text not null default 'waiting' check (state in ('waiting', 'behind', 'active', 'done', 'dead')),
    -- When it may be claimed: after its delay, or when the lease of who has it is over.
    due_at timestamptz not null,
    attempts integer not null default 0,
    -- How often in a row it was claimed, and nobody said what became of it.
    interruptions integer not null default 0,
    -- How often it was claimed: the fencing token.
    claims bigint not null default 0,
    error text,
    added_at timestamptz not null default statement_timestamp(),
    ended_at timestamptz,
    constraint "${bare}_key" unique (queue, key)
  ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

  create index "${bare}_due" on ${quoted} (queue, due_at, id) where state in ('waiting', 'active');
  create index "${bare}_order" on ${quoted} (queue, order_by, (state <> 'active'), id)
    where ${live} and order_by is not null;
  -- The order per key is the database's own rule: of each, one is active at the most,
  create unique index "${bare}_active" on ${quoted} (queue, order_by) where state = 'active' and order_by is not null;
  create index "${bare}_dead" on ${quoted} (queue, id) where state = 'dead';
  create index "${bare}_done" on ${quoted} (queue, ended_at) where state = 'done';

  -- and the first is never behind. A trigger sees what was committed until now, which the statement itself could not
  -- see: https://www.postgresql.org/docs/current/trigger-datachanges.html
  create or replace function ${turns}() returns trigger language plpgsql as $turns$
  declare left_by record;
  begin
    for left_by in
      select distinct queue, order_by from before
      where order_by is not null and ${live} and (
        state = 'active' or not exists (select from ${quoted} as job where job.id = before.id and job.${live})
      )
    loop
      update ${quoted} set state = 'waiting' where state = 'behind' and id = (
        select id from ${quoted} where queue = left_by.queue and order_by = left_by.order_by and ${live}
        order by state <> 'active', id limit 1
      );
    end loop;
    return null;
  end
  $turns$;
  create trigger "${bare}_turns_updated" after update on ${quoted}
    referencing old table as before for each statement execute function ${turns}();
  create trigger "${bare}_turns_deleted" after delete on ${quoted}
    referencing old table as before for each statement execute function ${turns}();
end
$queue$`
}
