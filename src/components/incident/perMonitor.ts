import type { Monitor } from './snapshot.js'

/** Gives what `create` makes of a monitor: of each monitor once, for as long as there is that monitor. */
export function perMonitor<Made>(create: (monitor: Monitor) => Made): (monitor: Monitor) => Made {
  const made = new WeakMap<Monitor, Made>()
  return (monitor) => {
    const one = made.get(monitor) ?? create(monitor)
    made.set(monitor, one)
    return one
  }
}
