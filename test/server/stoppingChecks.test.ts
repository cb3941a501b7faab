import { describe, expect, test, vi } from 'vitest'
import type { Check } from '../../src/server.js'
import { settle } from '../../src/testing/fakeClock.js'
import { never, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A check that holds something from its first run on. */
class Holding implements Check {
  readonly name = 'part'
  isHeld = false
  run() {
    this.isHeld = true
  }
  stop() {
    this.isHeld = false
  }
}

describe('a check that has something to end', () => {
  test('is stopped when it is unregistered, as the object that it is', async () => {
    const check = new Holding()
    const { service } = serviceOnFakeClock({ checks: [check] })
    await service.check('part')
    expect(check.isHeld).toBe(true)
    service.unregister('part')
    expect(check.isHeld).toBe(false)
  })

  test('is stopped when its service is closed, whether it is enabled or not', async () => {
    const stop = vi.fn<() => void>()
    const { service } = serviceOnFakeClock({
      checks: [
        { name: 'on', run() {}, stop },
        { name: 'off', enabled: false, run() {}, stop },
      ],
    })
    await service.close()
    expect(stop).toHaveBeenCalledTimes(2)
  })

  test('is stopped once, and not because it is switched off', async () => {
    const stop = vi.fn<() => void>()
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run() {}, stop }] })
    service.enable('part', false)
    service.enable('part', true)
    expect(stop).not.toHaveBeenCalled()
    await service.close()
    await service.close()
    service.unregister('part')
    expect(stop).toHaveBeenCalledTimes(1)
  })

  test('is stopped after its run in flight was aborted, and not run again', async () => {
    const happened: string[] = []
    const check: Check = {
      name: 'part',
      run(signal) {
        happened.push('run')
        signal.addEventListener('abort', () => happened.push('aborted'))
        return never
      },
      stop: () => void happened.push('stopped'),
    }
    const { service } = serviceOnFakeClock({ checks: [check] })
    void service.checkAll()
    await settle()
    await service.close()
    await service.check('part', { force: true })
    expect(happened).toEqual(['run', 'aborted', 'stopped'])
  })

  test.each<[string, () => void]>([
    [
      'throws',
      () => {
        throw new Error('still busy')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('still busy'))],
  ])('and that %s goes to the log, and keeps no other from being stopped', async (_, stop) => {
    const other = vi.fn<() => void>()
    const { service, log } = serviceOnFakeClock({
      checks: [
        { name: 'part', run() {}, stop },
        { name: 'other', run() {}, stop: other },
      ],
    })
    await service.close()
    await settle()
    expect(other).toHaveBeenCalledTimes(1)
    expect(log).toEqual(['Health check "part" threw when it was stopped.'])
  })

  test('is refused when its stop is no function', () => {
    const stop = true as never
    const make = () => serviceOnFakeClock({ checks: [{ name: 'part', run() {}, stop }] })
    expect(make).toThrow('check "part": stop: expected a function, got true')
  })
})
