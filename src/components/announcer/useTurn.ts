'use client'

import { useEffect, useState } from 'react'
import type { Monitor } from '../incident/snapshot.js'

/** Those who wait for their turn, the speaker first. Each entry tells its announcer whether it is. */
const queues = new WeakMap<Monitor, Set<() => void>>()

/**
 * Whether it is this announcer's turn to speak: the first to mount has it until it leaves. Before it is known, on a
 * server too, everyone's.
 */
export function useTurn(monitor: Monitor): boolean {
  const [hasTurn, setTurn] = useState(true)
  useEffect(
    function waitForTurn() {
      const queue = queues.get(monitor) ?? new Set()
      queues.set(monitor, queue)
      const update = () => setTurn(queue.values().next().value === update)
      queue.add(update)
      update()
      return () => {
        queue.delete(update)
        for (const other of queue) other()
      }
    },
    [monitor],
  )
  return hasTurn
}
