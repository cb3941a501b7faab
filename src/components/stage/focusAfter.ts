import { treeOf } from '../treeOf.js'

const REACHABLE =
  ':is(a[href], button, input, select, textarea, summary, [tabindex]):not([tabindex="-1"], :disabled)'

/** Focuses what the Tab key would come to next after `node`, without moving the page. Nothing, where nothing follows. */
export function focusAfter(node: HTMLElement): void {
  const tree = treeOf(node)
  for (const next of tree.querySelectorAll<HTMLElement>(REACHABLE)) {
    if (node.compareDocumentPosition(next) !== node.DOCUMENT_POSITION_FOLLOWING) continue
    next.focus({ preventScroll: true })
    // What is hidden or inert does not take it.
    if (tree.activeElement === next) return
  }
}
