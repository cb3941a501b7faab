/** What the store asks. `$1` is the queue in all of them. */
export interface SqlStatements {
  readonly add: string
  readonly claim: string
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
const LIVE = `state in ('waiting', 'active')`
const inMs = (parameter: string) => `${NOW} + ${parameter}::float8 * interval '1 millisecond'`
const inWholeMs = (time: string) => `floor(extract(epoch from ${time}) * 1000)::float8`
/** How many are looked at one by one. */
const NEAR = 200
/** Those of somebody who still has the lease: the number of claims is the token. */
const HELD = `queue = $1 and id = $2::bigint and claims = $3::bigint and state = 'active'`

/** @param table Quoted. */
export function sqlStatements(table: string): SqlStatements {
  const job = `${table} as job where job.queue = $1 and job.${LIVE}`
  const inOrder = `queue = $1 and ${LIVE} and order_by is not null`
  /** By `id` alone the planner would now and then go through the primary key, past all other queues and orders. */
  const inTurn = 'order by id + 0'
  /**
   * First of its order, and none of it is active, also not one behind it: a transaction that was begun earlier may be
   * committed later. Conditions of their own, so that each is one look into an index.
   */
  const isFirst = `(
    order_by is null or state = 'active' or (
      id = (select id from ${table} as other where ${inOrder} and other.order_by = near.order_by ${inTurn} limit 1)
      and not exists (select from ${table} as other where ${inOrder} and other.order_by = near.order_by and state = 'active')
    )
  )`
  /**
   * What may be claimed next. The first few by time usually have enough of them. Where those wait behind others, going
   * through them all would take a second for 100 000, so that the orders are gone through instead, from one to the next
   * (https://wiki.postgresql.org/wiki/Loose_indexscan).
   */
  const candidates = (due: string, enough: string) => `
    near as materialized (
      select id, order_by, state, due_at from ${job} ${due} order by due_at, id limit ${NEAR}
    ), first_near as materialized (
      select id, due_at from near where ${isFirst}
    ), orders as (
      (select order_by from ${table} where ${inOrder} order by order_by limit 1)
      union all
      select (
        select order_by from ${table} where ${inOrder} and order_by > orders.order_by order by order_by limit 1
      ) from orders where order_by is not null
    ), first_of_order as (
      select first.id, first.due_at from orders cross join lateral (
        (select id, due_at from ${table} where ${inOrder} and order_by = orders.order_by and state = 'active')
        union all
        (select id, due_at from ${table} where ${inOrder} and order_by = orders.order_by ${inTurn} limit 1)
        limit 1
      ) as first
    ), candidates as (
      select id, due_at from first_near
      union
      select id, due_at from first_of_order where (select count(*) from first_near) < ${enough}
    )`

  return {
    add: `
      with added as (
        insert into ${table} (queue, key, order_by, data, due_at)
        values ($1, $2, $3, $4::json, ${inMs('$5')})
        on conflict (queue, key) do nothing
        returning id::text as id, true as "isNew"
      )
      select id, "isNew" from added
      union all
      select id::text, false from ${table} where queue = $1 and key = $2
      limit 1`,

    claim: `
      with recursive ${candidates(`and due_at <= ${NOW}`, '$2::integer')}, due as (
        select job.id from ${job} and job.due_at <= ${NOW} and job.id = any(array(select id from candidates))
        order by job.due_at, job.id
        limit $2::integer
        for update of job skip locked
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
        (count(*) filter (where due_at > ${NOW} and state = 'waiting'))::float8 as delayed,
        (count(*) filter (where due_at > ${NOW} and state = 'active'))::float8 as active,
        (select count(*) from ${table} where queue = $1 and state = 'dead')::float8 as dead,
        coalesce(greatest(0, ${inWholeMs(`${NOW} - min(added_at)`)}), 0) as "oldestMs"
      from ${table} where queue = $1 and ${LIVE}`,

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
      with recursive ${candidates('', '1')}
      select greatest(0, ceil(extract(epoch from min(due_at) - ${NOW}) * 1000))::float8 as "dueIn"
      from candidates having count(*) > 0`,
  }
}
