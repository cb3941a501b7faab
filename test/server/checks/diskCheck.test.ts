import { describe, expect, test } from 'vitest'
import { diskCheck } from '../../../src/server.js'
import { lookAt } from './lookAt.js'

const here = import.meta.dirname

describe('a disk', () => {
  test('with enough room is healthy, and the details say how much is free', async () => {
    const component = await lookAt(diskCheck(here, { free: { degraded: { bytes: 1 } } }))
    expect(component).toMatchObject({ status: 'healthy' })
    const { freeBytes, totalBytes } = component.details as unknown as {
      freeBytes: number
      totalBytes: number
    }
    expect(freeBytes).toBeGreaterThan(1)
    expect(freeBytes).toBeLessThan(totalBytes)
  })

  test.each([
    ['a share', { degraded: 1 }, 'degraded'],
    ['bytes', { degraded: { bytes: 1e18 } }, 'degraded'],
    ['a share that is worse', { degraded: 1, unhealthy: 1 }, 'unhealthy'],
    ['bytes that are worse', { unhealthy: { bytes: 1e18 } }, 'unhealthy'],
  ])('with less than %s free is %o: %s', async (_, free, status) => {
    expect(await lookAt(diskCheck(here, { free }))).toMatchObject({ status, error: { code: 'DISK_LOW' } })
  })

  test('that is not there is unhealthy with the code of the system', async () => {
    expect(await lookAt(diskCheck(`${here}/nowhere`))).toMatchObject({
      status: 'unhealthy',
      error: { code: 'ENOENT' },
    })
  })

  test('that does not say how large it is says nothing of its room', async () => {
    // As /proc and some network file systems do.
    expect(await lookAt(diskCheck('/proc'))).toMatchObject({ status: 'unknown', error: { code: 'NO_SIZE' } })
  })

  test.each([
    ['path', () => diskCheck(''), 'diskCheck path: expected a path, got ""'],
    ['share', () => diskCheck(here, { free: { degraded: 10 } }), 'diskCheck free.degraded: expected a share'],
    [
      'amount',
      () => diskCheck(here, { free: { unhealthy: { bytes: -1 } } }),
      'diskCheck free.unhealthy: expected a share',
    ],
    [
      'threshold, which would never be reached',
      () => diskCheck(here, { free: { warning: 0.1 } as never }),
      'diskCheck free: expected no key but degraded and unhealthy, got "warning"',
    ],
    [
      'option',
      () => diskCheck(here, { free: 0.1 as never }),
      'expected an object { degraded, unhealthy }, got 0.1',
    ],
  ])('with a malformed %s is refused at the door', (_, make, message) => {
    expect(make).toThrow(message)
  })
})
