import { treeOf } from './treeOf.js'

/**
 * Focuses what can't have focus otherwise, for as long as it has it: after that it would take focus from every click
 * beside a control.
 */
export function lendFocus(node: HTMLElement): void {
  if (!node.hasAttribute('tabindex')) {
    node.tabIndex = -1
    node.addEventListener('blur', takeBack)
  }
  node.focus({ preventScroll: true })

  function takeBack(): void {
    // Of a window that is left it stays the active element.
    if (treeOf(node).activeElement === node) return
    node.removeEventListener('blur', takeBack)
    node.removeAttribute('tabindex')
  }
}
