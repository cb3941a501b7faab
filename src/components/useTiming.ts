'use client'

import { useEffect, useInsertionEffect } from 'react'
import { checkDuration } from './checkDuration.js'

/** What goes by a timing. */
interface Timed<Given> {
  /** Goes by what is given, until the undo is called. */
  hold(given: Given): () => void
  look(): void
}

/**
 * Times `watch` so while the caller is mounted. `given` is memoised, durations by name; `undefined` says nothing. Throws
 * a `RangeError` that names a duration which is none.
 */
export function useTiming<Given extends object>(watch: Timed<Given>, given: Given): void {
  for (const [name, duration] of Object.entries(given)) checkDuration(name, duration ?? 0)
  // Before anyone looks, so that nobody goes by the defaults while one page gives way to the next.
  useInsertionEffect(() => watch.hold(given), [watch, given])
  useEffect(
    function goByIt() {
      watch.look()
      return watch.look
    },
    [watch, given],
  )
}
