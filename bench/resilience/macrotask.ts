/** Lets whatever waits for a turn of the event loop have it. */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
