import { statfs } from 'node:fs/promises'
import { expect } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import { abortable } from './abortable.js'
import { oneAtATime } from './oneAtATime.js'
import type { Amount, Thresholds } from './thresholds.js'
import { expectAmounts, inBytes, statusBelow } from './thresholds.js'

/** Options of {@link diskCheck}. */
export interface DiskCheckOptions extends CheckOptions {
  /** @default 'disk' */
  readonly name?: string
  /** How little may be free: shares of the file system, or bytes. @default { degraded: 0.1, unhealthy: 0.02 } */
  readonly free?: Thresholds<Amount>
}

/**
 * Checks how much is free on the file system that holds `path`, for this process's user: too little has the code
 * `DISK_LOW`; one that does not say how large it is is `unknown` with the code `NO_SIZE`. It writes nothing: whether a directory takes files is the question of `directoryCheck`. There is never
 * more than one look under way: each that hangs (a network file system) holds one of Node's few threads for files.
 *
 * Throws a TypeError when the path is empty or an option malformed.
 */
export function diskCheck(path: string, options: DiskCheckOptions = {}): Check {
  const { name = 'disk', free = { degraded: 0.1, unhealthy: 0.02 }, ...check } = options
  expect(typeof path === 'string' && path !== '', 'diskCheck path', 'a path', path)
  expectAmounts('diskCheck free', free)
  const look = oneAtATime(() => statfs(path))

  return {
    name,
    ...check,
    async run(signal) {
      const { bavail, blocks, bsize } = await abortable(signal, look())
      const freeBytes = bavail * bsize
      const totalBytes = blocks * bsize
      const details = { freeBytes, totalBytes }
      if (totalBytes === 0) {
        // One that only looks like files: /proc, or a bucket that is mounted.
        const message = `The file system at ${path} does not say how large it is. See whether the path is right.`
        return { status: 'unknown', error: { code: 'NO_SIZE', message }, details }
      }
      const status = statusBelow(freeBytes, inBytes(free, totalBytes))
      if (status === 'healthy') return { status, details }
      const message = `Only ${freeBytes} of ${totalBytes} bytes are free at ${path}. Make room, or give it more.`
      return { status, error: { code: 'DISK_LOW', message }, details }
    },
  }
}
