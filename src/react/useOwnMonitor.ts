'use client'

import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { ApiStatusOptions } from '../browser/createApiStatus.js'
import { createApiStatus } from '../browser/createApiStatus.js'
import type { Monitor } from '../monitor/monitor.js'

/** The monitor of these options: another one when its url or storage key is another. `null` for `null`. */
export function useOwnMonitor(options: ApiStatusOptions | null): Monitor | null {
  const latest = useRef(options)
  const [own, setOwn] = useState(() => make(options, latest))
  const isAnother =
    own?.options.url !== options?.url || own?.options.storageKey !== options?.storageKey || !own !== !options
  const current = isAnother ? make(options, latest) : own
  if (current !== own) setOwn(current)

  useEffect(function keepLatestOptions() {
    latest.current = options
  })
  useEffect(
    function warnOnce() {
      if (process.env.NODE_ENV === 'production' || !current || !options || current.hasWarned) return
      const changed = changedOptions(current.options, options)
      if (changed.length === 0) return
      current.hasWarned = true
      const logger = options.logger ?? console
      logger.warn(
        `react-api-status: ${changed.map((name) => `\`${name}\``).join(', ')} of <ApiStatusProvider> changed after ` +
          'the monitor was made, which has no effect. Keep the value stable (outside the component, or in a memo), ' +
          'or give the provider a `key` that changes with it.',
      )
    },
    [current, options],
  )
  return current?.monitor ?? null
}

interface Own {
  readonly monitor: Monitor
  readonly options: ApiStatusOptions
  hasWarned: boolean
}

function make(options: ApiStatusOptions | null, latest: RefObject<ApiStatusOptions | null>): Own | null {
  if (!options) return null
  return { monitor: createApiStatus(withLatest(options, latest)), options, hasWarned: false }
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

/** The options, their callbacks replaced by ones that call the newest, and none where there is none any more. */
function withLatest(options: ApiStatusOptions, latest: RefObject<ApiStatusOptions | null>): ApiStatusOptions {
  return {
    ...options,
    headers: () => {
      const headers = latest.current?.headers
      return (typeof headers === 'function' ? headers() : headers) ?? {}
    },
    read: (response, body) => latest.current?.read?.(response, body) ?? null,
    fetch: (input, init) => (latest.current?.fetch ?? options.environment?.fetch ?? fetch)(input, init),
  }
}
