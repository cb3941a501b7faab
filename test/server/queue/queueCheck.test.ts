import { expect, test } from 'vitest'
import { queueCheck } from '../../../src/server.js'
import { ask, serviceOnFakeClock } from '../serviceOnFakeClock.js'
import { queueOnFakeClock } from './queueOnFakeClock.js'

function queued(options = {}) {
  const { service, clock } = serviceOnFakeClock({ showDetails: 'always' })
  const { queue } = queueOnFakeClock<number>(
    () => {
      throw new Error('no')
    },
    { maxAttempts: 1 },
    clock,
  )
  service.register(queueCheck(queue, options))
  const look = async () => {
    await clock.advance(2000)
    const { body } = await ask(service)
    return { status: body.status, component: body.components?.['emails'] }
  }
  return { queue, clock, look }
}

test('a queue whose jobs are done in time is healthy, and its counts are seen', async () => {
  const { queue, look } = queued()
  await queue.add(1)
  expect(await look()).toMatchObject({
    status: 'healthy',
    component: { status: 'healthy', critical: false, details: { waiting: 1, dead: 0, oldestMs: 2000 } },
  })
})

test('a queue is degraded while a job is late', async () => {
  const { queue, clock, look } = queued({ maxAge: 60_000 })
  await queue.add(1, { delay: 30_000 })
  await clock.advance(58_000)
  expect(await look()).toMatchObject({ status: 'healthy' })
  expect(await look()).toMatchObject({
    status: 'degraded',
    component: { status: 'degraded', error: { code: 'QUEUE_LATE' } },
  })
})

test('a queue is degraded while there are dead letters', async () => {
  const { queue, look } = queued()
  queue.start()
  const { id } = await queue.add(1)
  expect(await look()).toMatchObject({ component: { error: { code: 'QUEUE_DEAD_LETTERS' } } })
  await queue.discard(id)
  expect(await look()).toMatchObject({ component: { status: 'healthy' } })
  const more = queued({ maxDead: 1 })
  more.queue.start()
  await more.queue.add(1)
  expect(await more.look()).toMatchObject({ component: { status: 'healthy' } })
})

test.each([{ maxAge: 0 }, { maxDead: -1 }])('a malformed option is refused: %o', (options) => {
  const { queue } = queueOnFakeClock(undefined)
  expect(() => queueCheck(queue, options)).toThrow(/queueCheck max.*: expected/)
})
