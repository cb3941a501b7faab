'use client'

import { useEffect, useState } from 'react'

/** The last `value` there was, for what may stay a little longer than that. */
export function useKept<Value>(value: Value | null): Value | null {
  const [kept, keep] = useState(value)
  // Not while rendering: React 18 would miss the next change of a store in the same component.
  // https://github.com/facebook/react/issues/25565
  useEffect(
    function keepValue() {
      if (value !== null) keep(value)
    },
    [value],
  )
  return value ?? kept
}
