import { describe, expect, test, vi } from 'vitest'
import type { HealthServiceOptions, StartupTask } from '../../src/server.js'
import { settle } from '../../src/testing/fakeClock.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A promise that is settled by hand. */
function task() {
  let done: () => void = () => {}
  let fail: (error: Error) => void = () => {}
  const promise = new Promise<void>((resolve, reject) => {
    done = resolve
    fail = reject
  })
  return { promise, done, fail }
}

const probes = async (service: Parameters<typeof ask>[0]) => ({
  startup: (await ask(service, '/api/health/startup')).status,
  readiness: (await ask(service, '/api/health/readiness')).status,
  liveness: (await ask(service, '/api/health/liveness')).status,
})

describe('start-up tasks', () => {
  test('fail /startup and readiness until all of them are done, and from then on /startup stays done (H12)', async () => {
    const migrations = task()
    const cache = task()
    const { service } = serviceOnFakeClock({
      startup: { migrations: migrations.promise, cache: () => cache.promise },
    })
    expect(await probes(service)).toEqual({ startup: 503, readiness: 503, liveness: 200 })
    migrations.done()
    await settle()
    expect(await probes(service)).toEqual({ startup: 503, readiness: 503, liveness: 200 })
    cache.done()
    await settle()
    expect(await probes(service)).toEqual({ startup: 200, readiness: 200, liveness: 200 })
    service.drain()
    expect(await probes(service)).toEqual({ startup: 200, readiness: 503, liveness: 200 })
  })

  test('belong to the start when they are added right after the service was made (H12)', async () => {
    const { service } = serviceOnFakeClock()
    const warming = task()
    service.addStartupTask('cache', warming.promise)
    await settle()
    expect(await probes(service)).toEqual({ startup: 503, readiness: 503, liveness: 200 })
    warming.done()
    await settle()
    expect(await probes(service)).toEqual({ startup: 200, readiness: 200, liveness: 200 })
  })

  test('that are added after the start fail readiness alone until they are done (H13)', async () => {
    const { service } = serviceOnFakeClock({ startup: Promise.resolve() })
    await settle()
    expect(await probes(service)).toEqual({ startup: 200, readiness: 200, liveness: 200 })
    const reload = task()
    service.addStartupTask('reload', () => reload.promise)
    expect(await probes(service)).toEqual({ startup: 200, readiness: 503, liveness: 200 })
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy', ready: false } })
    reload.done()
    await settle()
    expect(await probes(service)).toEqual({ startup: 200, readiness: 200, liveness: 200 })
    expect(await ask(service)).toMatchObject({ body: { ready: true } })
  })

  test('may come after the start without any at it, and leave /startup alone (H13)', async () => {
    const { service } = serviceOnFakeClock()
    await settle()
    service.addStartupTask('reload', never)
    expect(await probes(service)).toEqual({ startup: 200, readiness: 503, liveness: 200 })
  })

  test('begin together, and a function is called once', async () => {
    const calls: string[] = []
    const { service } = serviceOnFakeClock({
      startup: { first: () => (calls.push('first'), never), second: () => void calls.push('second') },
    })
    await settle()
    await probes(service)
    expect(calls).toEqual(['first', 'second'])
  })

  test('that never end keep nobody from hearing that the process lives (P16)', async () => {
    const run = vi.fn<() => void>()
    const { service, clock } = serviceOnFakeClock({ startup: never, checks: [{ name: 'part', run }] })
    for (let day = 0; day < 3; day++) {
      const answer = service.answer('GET', '/api/health/liveness', () => undefined)
      expect(answer).not.toBeInstanceOf(Promise)
      expect(answer).toMatchObject({ status: 200 })
      await clock.advance(86_400_000)
    }
    expect(await probes(service)).toEqual({ startup: 503, readiness: 503, liveness: 200 })
    expect(run).not.toHaveBeenCalled()
  })
})

describe('a start-up task that fails', () => {
  const failures: [string, (error: Error) => StartupTask][] = [
    [
      'rejects',
      async (error) => {
        throw error
      },
    ],
    [
      'is a function that throws',
      (error) => () => {
        throw error
      },
    ],
  ]
  test.each(failures)(
    'because it %s is named in the log, and the instance never becomes ready',
    async (_, failing) => {
      const { service, clock, log } = serviceOnFakeClock({
        startup: { migrations: failing(new Error('no such table')), cache: Promise.resolve() },
      })
      await settle()
      expect(log).toEqual([expect.stringMatching(/Start-up failed at "migrations"/)])
      await clock.advance(3_600_000)
      expect(await probes(service)).toEqual({ startup: 503, readiness: 503, liveness: 200 })
    },
  )

  test('is told to whoever waits for the start', async () => {
    const reason = new Error('no such table')
    const { service } = serviceOnFakeClock({ startup: { migrations: Promise.reject(reason) } })
    await expect(service.whenStarted()).rejects.toBe(reason)
  })

  test('is made good by another of its name', async () => {
    const { service } = serviceOnFakeClock({ startup: { migrations: Promise.reject(new Error('locked')) } })
    await settle()
    service.addStartupTask('migrations', () => {})
    await settle()
    expect(await probes(service)).toEqual({ startup: 200, readiness: 200, liveness: 200 })
  })
})

test('whoever waits for the start goes on when the last task is done, also one that came meanwhile', async () => {
  const first = task()
  const second = task()
  const { service } = serviceOnFakeClock({ startup: first.promise })
  let isStarted = false
  const started = service.whenStarted().then(() => {
    isStarted = true
  })
  service.addStartupTask('second', second.promise)
  first.done()
  await settle()
  expect(isStarted).toBe(false)
  second.done()
  await started
  await expect(serviceOnFakeClock().service.whenStarted()).resolves.toBeUndefined()
})

describe('the progress of start-up', () => {
  const startup: HealthServiceOptions['startup'] = {
    migrations: never,
    cache: () => {},
    search: async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.5')
    },
  }
  const startupAnswer = async (showDetails: 'always' | 'never') => {
    const { service } = serviceOnFakeClock({ startup, showDetails })
    await settle()
    return ask(service, '/api/health/startup')
  }

  test('names the tasks that are not done to those who may see details', async () => {
    expect((await startupAnswer('always')).body).toEqual({
      status: 'unhealthy',
      reason: 'starting',
      tasks: { migrations: 'running', search: 'failed' },
    })
  })

  test('names none to anybody else', async () => {
    expect((await startupAnswer('never')).body).toEqual({ status: 'unhealthy', reason: 'starting' })
  })
})

describe('is refused at once', () => {
  test.each([
    ['a task that is none', 'cache', 7, /addStartupTask\("cache"\): expected a promise or a function, got 7/],
    ['a name that is none', '', never, /addStartupTask\(name\): expected a non-empty string/],
  ])('%s', (_, name, given, message) => {
    expect(() => serviceOnFakeClock().service.addStartupTask(name, given as never)).toThrow(message)
  })

  test('a second task of a name while the first runs', () => {
    const { service } = serviceOnFakeClock({ startup: { cache: never } })
    expect(() => service.addStartupTask('cache', never)).toThrow(/"cache" runs already/)
  })

  test.each([7, 'soon', null, { cache: 7 }])('the option `startup` as %j', (startup) => {
    expect(() => serviceOnFakeClock({ startup: startup as never })).toThrow(/startup: expected a promise/)
  })
})
