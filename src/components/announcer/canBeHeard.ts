import { hasRoom } from '../stage/room.js'

/**
 * Whether a screen reader would come by `node`: what is around it is rendered, and not shut off, as a page is behind a
 * modal dialog. True where the browser can't tell (Safari before 17.4).
 */
export function canBeHeard(node: Element): boolean {
  if (!node.checkVisibility) return true
  const dialogs = [...node.ownerDocument.querySelectorAll('dialog:modal')]
  return (
    hasRoom(node) &&
    !node.closest('[inert], [aria-hidden="true"]') &&
    dialogs.every((dialog) => dialog.contains(node))
  )
}
