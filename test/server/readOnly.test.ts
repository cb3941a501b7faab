import { describe, expect, test } from 'vitest'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

describe('read-only by hand', () => {
  test('is in the report, and readiness stays', async () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'database', run: () => true }] })
    await ask(service)
    service.setReadOnly(true)
    expect(await ask(service)).toMatchObject({
      status: 200,
      body: { status: 'healthy', ready: true, readOnly: true },
    })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 200 })
    service.setReadOnly(false)
    expect(await ask(service)).toMatchObject({ body: { readOnly: false } })
  })

  test('is a change to whoever has the report already', async () => {
    const { service } = serviceOnFakeClock()
    const { etag = '' } = (await ask(service)).headers
    const again = () => ask(service, '/api/health', { headers: { 'if-none-match': etag } })
    expect(await again()).toMatchObject({ status: 304 })
    service.setReadOnly(true)
    expect(await again()).toMatchObject({ status: 200, body: { readOnly: true } })
  })

  test('ends when it is switched off, not when the check that says the same recovers', async () => {
    let isUp = false
    const database = { name: 'database', readOnlyWhenDown: true, retries: 0, run: () => isUp }
    const { service, clock } = serviceOnFakeClock({ checks: [database], staleFor: 0 })
    service.setReadOnly(true)
    expect(await ask(service)).toMatchObject({ body: { readOnly: true, status: 'degraded' } })
    isUp = true
    await clock.advance(2000)
    expect(await ask(service)).toMatchObject({ body: { readOnly: true, status: 'healthy' } })
  })

  test('is in the log, once per change, with its reason', () => {
    const { service, log } = serviceOnFakeClock()
    service.setReadOnly({ reason: 'moving to the new disks' })
    service.setReadOnly({ reason: 'moving to the new disks' })
    service.setReadOnly(false)
    service.setReadOnly(false)
    expect(log).toEqual([
      'The service was set to read-only: moving to the new disks',
      'The service was set to read and write again.',
    ])
  })

  test('keeps its reason from anonymous callers', async () => {
    const { service } = serviceOnFakeClock()
    service.setReadOnly({ reason: 'moving to the new disks' })
    expect((await ask(service)).text).not.toContain('disks')
  })

  test.each([['yes'], [null], [{}]])('%j is refused', (setting) => {
    const { service } = serviceOnFakeClock()
    expect(() => service.setReadOnly(setting as never)).toThrow(/setReadOnly: expected a boolean or/)
  })
})

describe('a check with `readOnlyWhenDown` that was degraded and goes down with the same code', () => {
  const scene = async () => {
    let status: 'degraded' | 'unhealthy' = 'degraded'
    const found = serviceOnFakeClock({
      livenessEscalation: { unreadyFor: 5000 },
      checks: [
        {
          name: 'database',
          readOnlyWhenDown: true,
          retries: 0,
          cacheTtl: 100,
          run: () => ({ status, error: { code: 'REPLICATION', message: 'behind' } }),
        },
      ],
    })
    await ask(found.service)
    status = 'unhealthy'
    await found.clock.advance(150)
    return found
  }

  test('is in the report at once, which agrees with readiness (H18)', async () => {
    const { service } = await scene()
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 503 })
    expect(await ask(service)).toMatchObject({ body: { status: 'degraded', ready: false, readOnly: true } })
  })

  test('fails liveness in the end, where that is wanted (H11)', async () => {
    const { service, clock } = await scene()
    for (let second = 0; second < 6; second++) {
      await ask(service, '/api/health/readiness')
      await clock.advance(1000)
    }
    expect(await ask(service, '/api/health/liveness')).toMatchObject({ status: 503 })
  })
})
