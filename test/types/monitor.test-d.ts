import { expectTypeOf } from 'vitest'
import { consecutiveFailures, createApiStatus, exponential, progressive } from '../../src/core.js'
import type { Cause, Headline, Monitor, Snapshot } from '../../src/core.js'

// Checked by `npm run types`. A line under @ts-expect-error must not compile: if it does, the compiler objects to the
// comment instead.

declare const monitor: Monitor
declare const snapshot: Snapshot

// A headline has only the causes that exist for it.
expectTypeOf<Snapshot['status']>().toEqualTypeOf<Headline>()
expectTypeOf<Snapshot['cause']>().toEqualTypeOf<Cause | null>()
if (snapshot.status === 'healthy' || snapshot.status === 'checking') expectTypeOf(snapshot.cause).toBeNull()
if (snapshot.status === 'offline') {
  expectTypeOf(snapshot.cause).toEqualTypeOf<'device-offline' | 'captive-portal'>()
}
if (snapshot.status === 'degraded') {
  // @ts-expect-error no degraded back end is unreachable
  const impossible: boolean = snapshot.cause === 'unreachable'
  void impossible
}

// Each breaker state owns only its own data.
if (snapshot.breaker.state === 'open') expectTypeOf(snapshot.breaker.until).toBeNumber()
// @ts-expect-error a closed breaker has no end to wait for
void snapshot.breaker.until

// What a monitor shows is nobody's to change.
// @ts-expect-error read-only
snapshot.isStale = true
// @ts-expect-error read-only
snapshot.affected.push('database')

expectTypeOf(monitor.start()).toEqualTypeOf<() => void>()
expectTypeOf(monitor.check()).toEqualTypeOf<Promise<Snapshot>>()

// `fetch` can stand in for the platform's.
expectTypeOf(monitor.fetch).toExtend<(input: string, init?: RequestInit) => Promise<Response>>()

// `observe` gives back what it was given.
expectTypeOf(monitor.observe(new Response())).toEqualTypeOf<Response>()
expectTypeOf(monitor.observe(fetch('/orders'))).toEqualTypeOf<Promise<Response>>()
// @ts-expect-error a number tells nothing of a call
monitor.observe(200)

// Events by name, each with what it tells.
monitor.on('recovered', ({ snapshot: now, previous }) => expectTypeOf(now).toEqualTypeOf(previous))
monitor.on('storage', ({ mode }) => expectTypeOf(mode).toEqualTypeOf<'persistent' | 'memory'>())
// @ts-expect-error no such event
monitor.on('exploded', () => {})

// Strategies are values, and options have units that a text can't stand for.
createApiStatus({ schedule: progressive(), breaker: { tripAfter: consecutiveFailures(3) } })
createApiStatus({ breaker: { resetAfter: exponential({ base: 5000, cap: 30_000 }) } })
createApiStatus({ breaker: false, storage: false })
// @ts-expect-error a duration is a number of milliseconds
createApiStatus({ interval: '30s' })
// @ts-expect-error a strategy is not a number
createApiStatus({ breaker: { tripAfter: 3 } })
// @ts-expect-error no such option
createApiStatus({ intervall: 1000 })
