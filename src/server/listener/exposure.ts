import { BlockList, isIP } from 'node:net'
import type { HealthLogger } from '../logger.js'
import type { ShowDetails } from '../report/audience.js'

/** Warns whoever shows everything to everybody: a listener that other machines reach, and details for all. */
export function warnOfExposure(host: string, showDetails: ShowDetails, logger: HealthLogger): void {
  if (showDetails !== 'always' || isLoopback(host)) return
  logger.warn(
    `The health listener shows error messages and details to everybody who reaches ${host}. Give \`showDetails\` a ` +
      'function, or listen on 127.0.0.1.',
  )
}

/** Whether an address that is listened on is reached from this machine alone. */
function isLoopback(host: string): boolean {
  const version = isIP(host)
  if (version === 0) return host === 'localhost'
  const loopback = new BlockList()
  loopback.addSubnet('127.0.0.0', 8, 'ipv4')
  loopback.addAddress('::1', 'ipv6')
  return loopback.check(host, version === 6 ? 'ipv6' : 'ipv4')
}
