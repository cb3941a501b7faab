import type { ApiStatusOptions } from '../browser/createApiStatus.js'
import { createApiStatus } from '../browser/createApiStatus.js'
import type { Monitor } from '../monitor/monitor.js'

/** A monitor that a provider made from its props, and what later props may change about it. */
export interface OwnMonitor {
  readonly monitor: Monitor
  /** Whether these options are still of this monitor: another url or storage key is of another. */
  isOf(options: ApiStatusOptions): boolean
  /** Takes the newest callbacks, and warns, once, of any other option that has changed. */
  update(options: ApiStatusOptions): void
}

/** Makes the monitor of these options. Its callbacks are the newest ones at the time that they are called. */
export function createOwnMonitor(options: ApiStatusOptions): OwnMonitor {
  let latest = options
  let hasWarned = false
  return {
    monitor: createApiStatus({
      ...options,
      // None of them may be there any more, or not yet.
      headers: () => (typeof latest.headers === 'function' ? latest.headers() : latest.headers) ?? {},
      read: (response, body) => latest.read?.(response, body) ?? null,
      fetch: (input, init) => (latest.fetch ?? options.environment?.fetch ?? fetch)(input, init),
    }),
    isOf: ({ url, storageKey }) => url === options.url && storageKey === options.storageKey,
    update(newest) {
      latest = newest
      if (process.env.NODE_ENV === 'production' || hasWarned) return
      const changed = changedOptions(options, newest)
      if (changed.length === 0) return
      hasWarned = true
      const logger = newest.logger ?? console
      logger.warn(
        `react-api-status: ${changed.map((name) => `\`${name}\``).join(', ')} of <ApiStatusProvider> changed after ` +
          'the monitor was made, which has no effect. Keep the value stable (outside the component, or in a memo), ' +
          'or give the provider a `key` that changes with it.',
      )
    },
  }
}

/** Objects and functions are left out: written in the render they are new each time, and mean the same. */
function changedOptions(from: ApiStatusOptions, to: ApiStatusOptions): (keyof ApiStatusOptions)[] {
  return (Object.keys(to) as (keyof ApiStatusOptions)[]).filter(
    (name) =>
      name !== 'url' &&
      name !== 'storageKey' &&
      typeof to[name] !== 'object' &&
      typeof to[name] !== 'function' &&
      to[name] !== from[name],
  )
}
