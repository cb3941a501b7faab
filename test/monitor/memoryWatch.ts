/** Watches the memory of this process. `stop()` gives how much more than at first it took at the most, in bytes. */
export function memoryWatch(): { stop(): number } {
  const first = taken()
  let most = first
  const look = () => {
    most = Math.max(most, taken())
  }
  const timer = setInterval(look, 5)
  return {
    stop() {
      clearInterval(timer)
      look()
      return most - first
    },
  }
}

function taken(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
