'use client'

import { useEffect, useState } from 'react'

/** The last `value` there was, for what may stay a little longer than that. */
export function useKept<Value>(value: Value | null): Value | null {
  const [kept, keep] = useState(value)
  // Not while rendering: React 18 then misses the next change of an external store in the same component.
  useEffect(
    function keepValue() {
      if (value !== null) keep(value)
    },
    [value],
  )
  return value ?? kept
}
