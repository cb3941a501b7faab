import { treeOf } from '../treeOf.js'

/** What had focus when a gate hid it, by the front on which focus waits. */
const waiting = new WeakMap<Element, HTMLElement>()

/** Focus that is in `content`, now hidden, goes to `front`. */
export function takeFocusAlong(content: HTMLElement, front: HTMLElement): void {
  const { activeElement } = treeOf(content)
  // It has been taken already.
  if (activeElement === front) return
  waiting.delete(front)
  if (!activeElement || !content.contains(activeElement)) return
  // Focus that waits on the front of a gate inside this one still belongs to what that gate has hidden.
  waiting.set(front, waiting.get(activeElement) ?? (activeElement as HTMLElement))
  front.focus({ preventScroll: true })
}

/**
 * Whoever presses elsewhere has moved on, also where focus falls to the body by that: nothing waits on `front` any more.
 * Returns the undo.
 */
export function forgetOncePressedElsewhere(front: HTMLElement): () => void {
  const { ownerDocument } = front

  function forget(press: Event): void {
    if (!press.composedPath().includes(front)) waiting.delete(front)
  }
  ownerDocument.addEventListener('click', forget, true)
  return () => ownerDocument.removeEventListener('click', forget, true)
}

/** Focus that waits on `front`, or that nobody has any more, returns to where it was. Whoever has moved on stays there. */
export function giveFocusBack(front: HTMLElement): void {
  const { ownerDocument } = front
  const { activeElement } = treeOf(front)
  const left = waiting.get(front)
  if (!left) return
  // A gate around this one may have opened before and left focus waiting on its own front.
  const isWaiting = activeElement !== null && waiting.has(activeElement)
  if (isWaiting || ownerDocument.activeElement === ownerDocument.body) left.focus({ preventScroll: true })
  if (treeOf(front).activeElement !== front) waiting.delete(front)
}
