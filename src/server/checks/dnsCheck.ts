import { lookup } from 'node:dns/promises'
import { expect } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import { abortable } from './abortable.js'
import { oneAtATime } from './oneAtATime.js'

/** Options of {@link dnsCheck}. */
export interface DnsCheckOptions extends CheckOptions {
  /** @default 'dns' */
  readonly name?: string
  /**
   * Finds the addresses of a name: `(hostname) => resolver.resolve4(hostname)` asks servers of your choice.
   * @default the system's, which everything in Node uses that connects to a name
   */
  readonly resolve?: (hostname: string) => PromiseLike<readonly string[]>
}

/** More addresses than these are counted, and not listed. */
const MOST_LISTED = 10

/**
 * Checks that a name has an address; none is unhealthy with the code `ENOTFOUND`, or `NO_ADDRESS` where an empty list
 * says so. There is never more than one look-up under way: each that hangs holds one of the few threads that Node has
 * for files as well (https://nodejs.org/api/dns.html#implementation-considerations).
 *
 * Throws a TypeError when the name is empty.
 */
export function dnsCheck(hostname: string, options: DnsCheckOptions = {}): Check {
  const { name = 'dns', resolve = systemAddresses, ...check } = options
  expect(typeof hostname === 'string' && hostname !== '', 'dnsCheck hostname', 'a name', hostname)
  expect(typeof resolve === 'function', 'dnsCheck resolve', 'a function', resolve)
  const ask = oneAtATime(() => resolve(hostname))

  return {
    name,
    ...check,
    async run(signal) {
      const addresses = await abortable(signal, ask())
      if (addresses.length === 0) return { status: 'unhealthy', error: { code: 'NO_ADDRESS' } }
      const details = { addresses: addresses.slice(0, MOST_LISTED), count: addresses.length }
      return { status: 'healthy', details }
    },
  }
}

async function systemAddresses(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true })
  return found.map(({ address }) => address)
}
