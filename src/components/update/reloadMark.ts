const KEY = 'react-api-status: reloaded for'

/**
 * Notes, for this tab, that it is reloaded to get this version. Where the reload gives the same page again (a cache on
 * the way, an old instance), it is not to be asked for a second time.
 */
export function markReload(node: Element, buildId: string): void {
  try {
    node.ownerDocument.defaultView?.sessionStorage.setItem(KEY, buildId)
  } catch {
    // Storage may be full, or refused. The page is asked for once more then.
  }
}

/** The version that this tab was last reloaded for; `null` without one. */
export function reloadedFor(node: Element): string | null {
  try {
    return node.ownerDocument.defaultView?.sessionStorage.getItem(KEY) ?? null
  } catch {
    return null
  }
}
