'use client'

import { useEffect, useState } from 'react'

/** The last `value` there was, for what may stay a little longer than that. */
export function useKept<Value>(value: Value | null): Value | null {
  const [memory] = useState(createMemory<Value>)
  // Not a state that is set: while rendering, React 18 would miss the next change of a store in the same component
  // (https://github.com/facebook/react/issues/25565); in an effect, it would render twice.
  useEffect(
    function keepValue() {
      if (value !== null) memory.keep(value)
    },
    [memory, value],
  )
  return value ?? memory.last()
}

function createMemory<Value>() {
  let last: Value | null = null
  return {
    last: () => last,
    keep(value: Value): void {
      last = value
    },
  }
}
