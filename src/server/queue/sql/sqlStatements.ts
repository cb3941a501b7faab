/** What the store asks. `$1` is the queue in all of them. */
export interface SqlStatements {
  readonly add: string
  readonly claim: string
  readonly stepBack: string
  readonly recall: string
  readonly renew: string
  readonly complete: string
  readonly release: string
  readonly bury: string
  readonly counts: string
  readonly deadLetters: string
  readonly retry: string
  readonly discard: string
  readonly dueIn: string
}

/** Time is the server's alone. */
const NOW = 'statement_timestamp()'
const inMs = (parameter: string) => `${NOW} + ${parameter}::float8 * interval '1 millisecond'`
const inWholeMs = (time: string) => `floor(extract(epoch from ${time}) * 1000)::float8`
/** How many of those that are due are looked at one by one. */
const NEAR = 200
/** Those of somebody who still has the lease: the number of claims is the token. */
const HELD = `queue = $1 and id = $2::bigint and claims = $3::bigint and state = 'active'`

/** @param table Quoted. */
export function sqlStatements(table: string): SqlStatements {
  /** The oldest that are due. Who stepped back is none of them: however many wait behind others, these are few. */
  const near = `
    near as (
      select id, order_by, state from ${table}
      where queue = $1 and state in ('waiting', 'active') and due_at <= ${NOW} order by due_at, id limit ${NEAR}
    )`
  /**
   * Whose turn it is: the active one, also where it is not the oldest, since a transaction that was begun earlier may be
   * committed later.
   */
  const first = `
    select id from ${table} as other
    where queue = $1 and order_by = near.order_by and state in ('waiting', 'behind', 'active')
    order by state <> 'active', id limit 1`

  return {
    add: `
      with added as (
        insert into ${table} (queue, key, order_by, data, digest, due_at)
        values ($1, $2, $3, $4::json, $5, ${inMs('$6')})
        on conflict (queue, key) do nothing
        returning id::text as id, true as "isNew", digest
      )
      select id, "isNew", digest from added
      union all
      select id::text, false, digest from ${table} where queue = $1 and key = $2
      limit 1`,

    // Each is locked when the one before it has been: sorted or joined otherwise, more would be locked than are taken.
    claim: `
      with ${near}, due as (
        select near.id from near cross join lateral (
          select from ${table} where id = near.id and state = near.state and due_at <= ${NOW}
          for update skip locked
        ) as job
        where near.order_by is null or near.id = (${first})
        limit $2::integer
      ), claimed as (
        update ${table} as job
        set state = 'active', claims = claims + 1, due_at = ${inMs('$3')},
          interruptions = interruptions + case when state = 'active' then 1 else 0 end
        from due where job.id = due.id
        returning job.queue, job.id, job.claims, job.key, job.data, job.attempts, job.interruptions,
          job.added_at
      )
      select queue, id::text as id, claims::text as token, key, data::text as data, attempts, interruptions,
        ${inWholeMs('added_at')} as "addedAt"
      from claimed order by claimed.id`,

    // The one ahead is held meanwhile: it can't end unseen, and its end calls the next (the trigger of the table).
    // The trigger would not see who has just stepped back where a transaction keeps its first snapshot.
    stepBack: `
      with ${near}, behind as (
        select near.id from near cross join lateral (${first}) as first cross join lateral (
          select from ${table} where id = first.id and id <> near.id
            and (state = 'active' or (state in ('waiting', 'behind') and id < near.id))
          for share skip locked
        ) as ahead cross join lateral (
          select from ${table} where id = near.id and state = 'waiting' for no key update skip locked
        ) as job
      )
      update ${table} as job set state = 'behind' from behind
      where job.id = behind.id and current_setting('transaction_isolation') = 'read committed' returning job.id`,

    // None waits or is active, so that these are behind nobody: what would have called them did not see them, in a
    // transaction that kept an older snapshot, or with triggers disabled.
    recall: `
      update ${table} set state = 'waiting'
      where state = 'behind' and id = any(array(
        select id from ${table} where queue = $1 and state = 'behind' and order_by is not null
        order by order_by, id limit ${NEAR}
      )) and not exists (select from ${table} where queue = $1 and state in ('waiting', 'active'))
      returning id`,

    renew: `update ${table} set due_at = ${inMs('$4')} where ${HELD} returning id`,

    // Each that is done takes two with it whose time is over, so that there are never many, and never many at once.
    complete: `
      with forgotten as (
        delete from ${table} where id in (
          select id from ${table}
          where queue = $1 and state = 'done' and ended_at < ${inMs('-$4')}
          order by ended_at limit 2 for update skip locked
        )
      )
      update ${table} set state = 'done', data = null, error = null, ended_at = ${NOW} where ${HELD} returning id`,

    release: `
      update ${table} set state = 'waiting', due_at = ${inMs('$4')}, error = coalesce($5::text, error), interruptions = 0,
        attempts = attempts + case when $5::text is null then 0 else 1 end
      where ${HELD} returning id`,

    bury: `
      update ${table} set state = 'dead', error = $4::text, attempts = attempts + 1, ended_at = ${NOW}
      where ${HELD} returning id`,

    counts: `
      select
        (count(*) filter (where due_at <= ${NOW}))::float8 as waiting,
        (count(*) filter (where due_at > ${NOW} and state <> 'active'))::float8 as delayed,
        (count(*) filter (where due_at > ${NOW} and state = 'active'))::float8 as active,
        (select count(*) from ${table} where queue = $1 and state = 'dead')::float8 as dead,
        coalesce(greatest(0, ${inWholeMs(`${NOW} - min(added_at)`)}), 0) as "oldestMs"
      from (
        select state, due_at, added_at from ${table} where queue = $1 and state in ('waiting', 'active')
        union all
        select state, due_at, added_at from ${table} where queue = $1 and state = 'behind' and order_by is not null
      ) as live`,

    deadLetters: `
      select id::text as id, key, order_by as "orderBy", data::text as data, attempts, error,
        ${inWholeMs('added_at')} as "addedAt", ${inWholeMs('ended_at')} as "diedAt"
      from ${table} as job where queue = $1 and state = 'dead' and job.id > $2::bigint
      order by job.id limit $3::integer`,

    retry: `
      update ${table} set state = 'waiting', due_at = ${NOW}, attempts = 0, interruptions = 0, error = null, ended_at = null
      where queue = $1 and state = 'dead' and id = $2::bigint returning id`,

    discard: `delete from ${table} where queue = $1 and state = 'dead' and id = $2::bigint returning id`,

    dueIn: `
      select greatest(0, ceil(extract(epoch from due_at - ${NOW}) * 1000))::float8 as "dueIn" from ${table}
      where queue = $1 and state in ('waiting', 'active') order by due_at, id limit 1`,
  }
}
