const EVERY_MS = 300

/**
 * `npm start` runs us through a shell. A SIGTERM to npm ends npm and that shell, and nobody tells us: all there is to
 * see is that our parent has become another one. Without npm a new parent means nothing (`nohup`, `setsid`).
 */
export function watchParent(onOrphaned: () => void): void {
  if (!process.env['npm_lifecycle_event']) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onOrphaned()
  }, EVERY_MS)
  timer.unref()
}
