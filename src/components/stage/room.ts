/** Whether what is put where `node` is could be seen. True where the browser can't tell (Safari before 17.4). */
export function hasRoom(node: Element): boolean {
  return roomOf(node)?.checkVisibility?.({ visibilityProperty: true }) ?? true
}

/** Calls `listener` when that may have changed: a tab of the page is opened, a narrow window gets another layout. */
export function watchRoom(node: Element | null, listener: () => void): () => void {
  const view = node?.ownerDocument.defaultView
  const room = node && roomOf(node)
  if (!room || !view?.IntersectionObserver) return () => {}
  const observer = new view.IntersectionObserver(listener)
  observer.observe(room)
  return () => observer.disconnect()
}

/** What is around `node`, which may itself be hidden, and has a box: with `display: contents` nothing has. */
function roomOf(node: Element): Element | null {
  const { parentElement: parent, ownerDocument } = node
  if (!parent || ownerDocument.defaultView?.getComputedStyle(parent).display !== 'contents') return parent
  return roomOf(parent)
}
