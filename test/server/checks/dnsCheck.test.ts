import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { DnsCheckOptions } from '../../../src/server.js'
import { createHealthService, dnsCheck } from '../../../src/server.js'

const logger = { info() {}, warn() {} }

function checking(hostname: string, options: DnsCheckOptions = {}) {
  const check = dnsCheck(hostname, { retries: 0, cacheTtl: 0, ...options })
  const service = createHealthService({ checks: [check], logger })
  return () => service.check('dns')
}

describe('a name', () => {
  test('that the system knows is healthy, with its addresses', async () => {
    expect(await checking('localhost')()).toMatchObject({
      status: 'healthy',
      details: { addresses: expect.arrayContaining([expect.stringMatching(/^(127\.0\.0\.1|::1)$/)]) },
    })
  })

  test('that nobody knows is unhealthy', async () => {
    const missing = Object.assign(new Error('queryA ENOTFOUND nowhere.invalid'), { code: 'ENOTFOUND' })
    const resolve = () => Promise.reject(missing)
    expect(await checking('nowhere.invalid', { resolve })()).toMatchObject({
      status: 'unhealthy',
      error: { code: 'ENOTFOUND' },
    })
  })

  test('without an address is unhealthy', async () => {
    const resolve = async () => []
    expect(await checking('mail.example', { resolve })()).toMatchObject({ error: { code: 'NO_ADDRESS' } })
  })

  test('whose server is silent is unhealthy when the time is up, and asked for once, however often it is checked (H1) (H9)', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1')
    await once(silent, 'listening')
    const resolver = new Resolver({ timeout: 20_000, tries: 1 })
    resolver.setServers([`127.0.0.1:${silent.address().port}`])
    let asked = 0
    const resolve = (hostname: string) => {
      asked++
      return resolver.resolve4(hostname)
    }
    const look = checking('db.example', { resolve, timeout: 50 })
    for (let i = 0; i < 3; i++) expect(await look()).toMatchObject({ error: { code: 'TIMEOUT' } })
    expect(asked).toBe(1)
    resolver.cancel()
    silent.close()
    await once(silent, 'close')
  })

  test('that is empty is refused at once', () => {
    expect(() => dnsCheck('')).toThrow('dnsCheck hostname')
  })
})
