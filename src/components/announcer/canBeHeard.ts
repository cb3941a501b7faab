import { hasRoom } from '../stage/room.js'
import { treeOf } from '../treeOf.js'

/**
 * Whether a screen reader would come by `node`: what is around it is rendered, and not shut off, as a page is behind a
 * modal dialog. True where the browser can't tell (Safari before 17.4).
 */
export function canBeHeard(node: Element): boolean {
  return !node.checkVisibility || (hasRoom(node) && !isShutOff(node))
}

function isShutOff(node: Element): boolean {
  const tree = treeOf(node)
  const dialogs = [...tree.querySelectorAll('dialog:modal')]
  // Browsers don't tell which is on top. Focus can be in no other; where it is in none, most likely it is the last.
  const top = dialogs.findLast((dialog) => dialog.contains(tree.activeElement)) ?? dialogs.at(-1)
  if (node.closest('[inert], [aria-hidden="true"]') || top?.contains(node) === false) return true
  return 'host' in tree && isShutOff(tree.host)
}
