'use client'

import { useState } from 'react'

/** The last `value` there was, for what may stay a little longer than that. */
export function useKept<Value>(value: Value | null): Value | null {
  const [kept, keep] = useState(value)
  if (value !== null && value !== kept) keep(value)
  return value ?? kept
}
