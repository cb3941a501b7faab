import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ReadOnlyGate } from '../../../src/components/gate/ReadOnlyGate.js'
import { ApiStatusProvider } from '../../../src/react/ApiStatusProvider.js'
import { consecutiveFailures } from '../../../src/resilience/consecutiveFailures.js'
import { createBreaker } from '../../../src/resilience/createBreaker.js'
import { createHealthService } from '../../../src/server/createHealthService.js'
import { degradation } from '../../../src/server/degradation/degradation.js'
import { requireWritable } from '../../../src/server/degradation/requireWritable.js'
import { createFetchHandler } from '../../../src/server/handlers/fetchHandler.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { fakeEndpoint } from '../../../src/testing/fakeEndpoint.js'
import { fakeEnvironment } from '../../../src/testing/fakeEnvironment.js'

afterEach(cleanup)

/** A real service behind the wire, whose reads work all along; a page with a form that is gated by it. */
async function scene() {
  const clock = new FakeClock()
  let isDiskFull = false
  const breaker = createBreaker({ tripAfter: consecutiveFailures(2), resetAfter: 10_000, clock })
  const service = createHealthService({
    clock,
    random: () => 0.5,
    logger: { info() {}, warn() {} },
    checks: [{ name: 'database', readOnlyWhenDown: true, breaker, run() {} }],
  })
  const degraded = degradation(service)
  const writable = requireWritable(service)
  const insert = () => (isDiskFull ? Promise.reject(new Error('ENOSPC')) : Promise.resolve(201))
  const answerHealth = createFetchHandler(service)
  const endpoint = fakeEndpoint({ kind: 'respond', respond: (request) => answerHealth(request) })
  const environment = { ...fakeEnvironment({ endpoint }), clock }
  const view = render(
    <ApiStatusProvider environment={environment} interval={5000}>
      <ReadOnlyGate>
        <input aria-label="Note" />
      </ReadOnlyGate>
    </ApiStatusProvider>,
  )
  const pass = (ms: number) => act(() => clock.advance(ms))
  await pass(0)
  return {
    pass,
    service,
    disk: (isFull: boolean) => void (isDiskFull = isFull),
    /** The status that a write gets. */
    write: async () => {
      const refused = writable.respond({ method: 'POST' })
      return refused?.status ?? breaker.execute(insert).catch(() => 500)
    },
    isGateShut: () => screen.getByLabelText('Note').matches(':disabled'),
    async end() {
      view.unmount()
      degraded.close()
      await service.close()
      expect(clock.pendingTimers).toBe(0)
    },
  }
}

describe('writes that fail, from the server to the ReadOnlyGate', () => {
  it('make the service read-only by themselves, and writable again when they work', async () => {
    const { pass, service, disk, write, isGateShut, end } = await scene()
    expect(await write()).toBe(201)
    expect(isGateShut()).toBe(false)

    disk(true)
    expect([await write(), await write(), await write()]).toEqual([500, 500, 503])
    expect(service.state()).toMatchObject({ readOnly: true, ready: false, degradedServices: ['database'] })
    await pass(10_000)
    expect(isGateShut()).toBe(true)

    disk(false)
    await pass(20_000)
    expect(service.state().readOnly).toBe(false)
    expect(await write()).toBe(201)
    expect(service.state()).toMatchObject({ status: 'healthy', degraded: false, ready: true })
    await pass(20_000)
    expect(isGateShut()).toBe(false)
    await end()
  })

  it('that fail again when they are let through once make it read-only again', async () => {
    const { pass, service, disk, write, isGateShut, end } = await scene()
    disk(true)
    await write()
    await write()
    await pass(20_000)
    expect(await write()).toBe(500)
    expect(service.state().readOnly).toBe(true)
    expect(await write()).toBe(503)
    await pass(6000)
    expect(isGateShut()).toBe(true)
    await end()
  })

  it('and work again leave it read-only while it is held so by hand', async () => {
    const { pass, service, disk, write, isGateShut, end } = await scene()
    disk(true)
    await write()
    await write()
    service.setReadOnly({ reason: 'moving to the new disks' })
    disk(false)
    await pass(30_000)
    expect(await write()).toBe(503)
    expect(isGateShut()).toBe(true)

    service.setReadOnly(false)
    expect(await write()).toBe(201)
    await pass(20_000)
    expect(isGateShut()).toBe(false)
    await end()
  })
})
