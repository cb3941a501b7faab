import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckAnswer, HealthStatus } from '../../src/server.js'
import { summarize } from '../../src/health/summarize.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

const TIMEOUT = 2000
const CACHE_TTL = 1000
const STALE_FOR = 5000
const NAMES = ['a', 'b', 'c'] as const
type Name = (typeof NAMES)[number]
/** What a check does when it runs; `slow` takes longer than it is fresh, and ends well. */
type Behaviour = HealthStatus | 'throws' | 'slow' | 'hangs'

const name = fc.constantFrom<Name>(...NAMES)
const behaviour = fc.constantFrom<Behaviour>('healthy', 'degraded', 'unhealthy', 'throws', 'slow', 'hangs')
const command = fc.oneof(
  fc.record({ kind: fc.constant('behave' as const), name, behaviour }),
  fc.record({ kind: fc.constant('register' as const), name, critical: fc.boolean(), readOnly: fc.boolean() }),
  fc.record({ kind: fc.constant('unregister' as const), name }),
  fc.record({ kind: fc.constant('enable' as const), name, isEnabled: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('start' as const, 'stop' as const) }),
  // Ages on each side of every limit.
  fc.record({
    kind: fc.constant('ask' as const),
    afterMs: fc.constantFrom(1, 950, 1150, 4000, 5900, 6200, 9000),
  }),
)

type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

/** Runs the commands one after the other, and holds the service to what it promises after each. */
async function play(commands: readonly Command[]): Promise<void> {
  const { service, clock } = serviceOnFakeClock({
    timeout: TIMEOUT,
    cacheTtl: CACHE_TTL,
    staleFor: STALE_FOR,
    concurrency: 2,
  })
  const behaviours = new Map<string, Behaviour>()
  const wellAt = new Map<string, number>()
  const stops: (() => void)[] = []
  const pause = (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms))

  const run = async (of: Name): Promise<CheckAnswer> => {
    const does = behaviours.get(of) ?? 'healthy'
    if (does === 'hangs') return never
    if (does === 'throws') throw new Error('ECONNREFUSED')
    if (does === 'slow') await pause(1500)
    const status = does === 'slow' ? 'healthy' : does
    if (status === 'healthy') wellAt.set(of, clock.now())
    return { status, ...(status !== 'healthy' && { error: { code: 'CHECK_FAILED' } }) }
  }
  /** Asks, and lets time pass until there is an answer: no longer than the longest timeout. */
  const answered = async (path: string) => {
    const askedAt = clock.now()
    let answer: Awaited<ReturnType<typeof ask>> | undefined
    void ask(service, path).then((given) => (answer = given))
    await clock.advance(0)
    while (!answer && clock.now() - askedAt < TIMEOUT) await clock.advance(clock.nextTimerIn ?? 1)
    if (!answer) throw new Error(`No answer from ${path} within the longest timeout.`)
    return answer
  }
  const hold = async () => {
    const askedAt = clock.now()
    const { status, body } = await answered('/api/health')
    expect(body.status).toBe(summarize(Object.values(body.components)))
    expect(status).toBe(body.status === 'unhealthy' ? 503 : 200)
    for (const [of, component] of Object.entries(body.components)) {
      if (component.status !== 'healthy') continue
      // When it was asked for: it may have waited for another check since.
      expect(askedAt - (wellAt.get(of) ?? Number.NEGATIVE_INFINITY)).toBeLessThanOrEqual(
        CACHE_TTL + STALE_FOR,
      )
    }
    await answered('/api/health/readiness')
    // Both answer at once now, and so of the same moment; unless something has expired meanwhile, and they wait again.
    let atOnce = { said: 0, is: 0 }
    void Promise.all([ask(service), ask(service, '/api/health/readiness')]).then(([report, readiness]) => {
      atOnce = { said: report.body.ready ? 200 : 503, is: readiness.status }
    })
    await clock.advance(0)
    const { said, is } = atOnce
    if (said === 0) await clock.advance(TIMEOUT)
    expect(is).toBe(said)
    expect(await ask(service, '/api/health/liveness')).toMatchObject({ status: 200 })
  }

  const register = (of: Name, critical: boolean, readOnlyWhenDown: boolean) => {
    service.unregister(of)
    service.register({ name: of, critical, readOnlyWhenDown, run: () => run(of) })
  }
  for (const of of NAMES) register(of, true, of === 'c')

  for (const step of commands) {
    if (step.kind === 'behave') behaviours.set(step.name, step.behaviour)
    if (step.kind === 'register') register(step.name, step.critical, step.readOnly)
    if (step.kind === 'unregister') service.unregister(step.name)
    if (step.kind === 'enable') service.enable(step.name, step.isEnabled)
    if (step.kind === 'start') stops.push(service.start({ interval: 3000 }))
    if (step.kind === 'stop') stops.pop()?.()
    if (step.kind !== 'ask') continue
    await clock.advance(step.afterMs)
    await hold()
  }
  await hold()
  await service.close()
  await answered('/api/health')
  await clock.advance(TIMEOUT)
  expect(clock.pendingTimers).toBe(0)
}

test('whatever happens to the checks, an answer comes in time, agrees with itself, and no healthy is too old (H1) (H18)', async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 40 }), play), {
    numRuns: 200,
  })
})
