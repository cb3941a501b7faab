/** The tree that `node` is in: of a shadow, the document around it knows only that focus is somewhere in there. */
export function treeOf(node: Node): Document | ShadowRoot {
  return node.getRootNode() as Document | ShadowRoot
}
