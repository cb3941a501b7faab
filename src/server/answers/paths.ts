/** What a request is about. */
export type Route =
  | { readonly kind: 'report' | 'liveness' | 'readiness' | 'startup' | 'stream' }
  | { readonly kind: 'component'; readonly name: string }

/** The short paths that load balancers are often set up with. They stand at the root, whatever `path` is. */
const ALIASES = { '/health': 'report', '/health/ready': 'readiness', '/health/live': 'liveness' } as const

/**
 * Finds the route of a request target: a path, with or without a trailing slash, query and origin; `undefined` when
 * there is none.
 */
export function createPaths(path: string): (target: string) => Route | undefined {
  const base = path.replace(/\/+$/, '')
  const componentPrefix = `${base}/components/`
  const routes = new Map<string, Route>()
  const add = (at: string, route: Route) => routes.set(at, route).set(`${at}/`, route)

  for (const [alias, kind] of Object.entries(ALIASES)) add(alias, { kind })
  add(base, { kind: 'report' })
  for (const kind of ['liveness', 'readiness', 'startup', 'stream'] as const) add(`${base}/${kind}`, { kind })

  return (target) => {
    const known = routes.get(target)
    if (known) return known
    const plain = pathOf(target)
    if (!plain.startsWith(componentPrefix)) return routes.get(plain)
    const name = decode(plain.slice(componentPrefix.length).replace(/\/$/, ''))
    return name === undefined || name === '' ? undefined : { kind: 'component', name }
  }
}

/** Without query and fragment, and without the origin that proxies and `Request.url` put in front. */
function pathOf(target: string): string {
  const path = target.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
  return path === '' ? '/' : path
}

function decode(name: string): string | undefined {
  try {
    return decodeURIComponent(name)
  } catch {
    // Malformed percent-encoding names nothing.
    return undefined
  }
}
