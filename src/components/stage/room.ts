import { treeOf } from '../treeOf.js'

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
  observer.observe(node)
  return () => observer.disconnect()
}

/** Whether `node` has been shown, but a class of its own or the like keeps it from being seen. */
export function isAway(node: Element): boolean {
  return !node.hasAttribute('hidden') && displayOf(node) === 'none'
}

/** What is around `node`, which may itself be hidden, and has a box: with `display: contents` nothing has. */
function roomOf(node: Element): Element | undefined {
  const around = node.parentElement ?? (treeOf(node) as ShadowRoot).host
  return around && displayOf(around) === 'contents' ? roomOf(around) : around
}

function displayOf(node: Element): string | undefined {
  return node.ownerDocument.defaultView?.getComputedStyle(node).display
}
