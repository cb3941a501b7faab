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
 * The statement that makes the table of {@link sqlQueueStore} and its indexes where they are not there, for a migration.
 * Any number of processes may run it at once, and so may a role that may not create anything once they are there.
 *
 * Throws a TypeError when the name is none.
 *
 * @param table With or without a schema. @default 'queued_jobs'
 */
export function sqlQueueTable(table = 'queued_jobs'): string {
  const { quoted, bare } = tableName(table)
  const live = `where state in ('waiting', 'active')`
  // Two at once would collide in the catalog in spite of `if not exists`, so they go one after the other.
  return `do $queue$
begin
  if to_regclass('${quoted}') is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('react-api-status ${quoted}'));

  create table if not exists ${quoted} (
    id bigint generated always as identity primary key,
    queue text not null,
    key text not null,
    order_by text,
    data json,
    state text not null default 'waiting' check (state in ('waiting', 'active', 'done', 'dead')),
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

  create index if not exists "${bare}_due" on ${quoted} (queue, due_at, id) ${live};
  create index if not exists "${bare}_order" on ${quoted} (queue, order_by, (id + 0)) ${live} and order_by is not null;
  -- The order per key is the database's own rule: of each, one is active at the most.
  create unique index if not exists "${bare}_active" on ${quoted} (queue, order_by) where state = 'active' and order_by is not null;
  create index if not exists "${bare}_dead" on ${quoted} (queue, id) where state = 'dead';
  create index if not exists "${bare}_done" on ${quoted} (queue, ended_at) where state = 'done';
end
$queue$`
}
