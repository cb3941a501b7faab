'use client'

import { useEffect, useState } from 'react'
import type { ApiStatusOptions } from '../browser/createApiStatus.js'
import type { Monitor } from '../monitor/monitor.js'
import { createOwnMonitor } from './ownMonitor.js'

/** The monitor of these options: another one when its url or storage key is another. `null` for `null`. */
export function useOwnMonitor(options: ApiStatusOptions | null): Monitor | null {
  const [own, setOwn] = useState(() => options && createOwnMonitor(options))
  const isStill = options ? own?.isOf(options) : own === null
  const current = isStill ? own : options && createOwnMonitor(options)
  if (current !== own) setOwn(current)

  useEffect(
    function takeNewest() {
      if (options) current?.update(options)
    },
    [current, options],
  )
  return current?.monitor ?? null
}
