/** Adds a listener for each event and returns the undo. Adds none where nobody tells: React Native has a bare `window`. */
export function listen(
  target: EventTarget,
  listeners: Readonly<Record<string, (event: Event) => void>>,
): () => void {
  if (typeof target.addEventListener !== 'function') return () => {}
  const entries = Object.entries(listeners)
  for (const [type, listener] of entries) target.addEventListener(type, listener)
  return () => {
    for (const [type, listener] of entries) target.removeEventListener(type, listener)
  }
}
