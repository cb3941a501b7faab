import { shownUrl } from './shownUrl.js'

/** What a query parameter may be; `null` and `undefined` leave it out, a list repeats it. */
export type QueryValue = string | number | boolean | null | undefined | readonly (string | number | boolean)[]
/** Query parameters, which are encoded. */
export type Query = URLSearchParams | Readonly<Record<string, QueryValue>>

/** Where a call goes. */
export interface CallUrl {
  /** What is handed to `fetch`. */
  readonly href: string
  /** The same in full; `null` where it is relative and there is no page that it is relative to. */
  readonly url: URL | null
}

const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\//i
/** Segments that lead elsewhere, and characters that URLs drop or end at. `encodeURIComponent` leaves dots as they are. */
const DOTS = /(?:^|[/\\])(?:\.|%2e){1,2}(?:$|[/\\?])/i
const UNENCODED = /[#\t\r\n]/

/**
 * `path` below `baseUrl`, both with or without a slash between. A whole url, as a page of results gives for its next one,
 * must be of the same origin: calls carry the client's headers, and those are for the one back end.
 *
 * Throws a `TypeError` on a path that leads elsewhere: paths are often made of what users or servers say
 * (https://owasp.org/www-community/attacks/Path_Traversal).
 */
export function callUrl(baseUrl: string, path: string, query?: Query): CallUrl {
  const [route = ''] = path.split('?', 1)
  if (DOTS.test(route)) throw wrongPath(path, 'without the segments `.` and `..`')
  if (UNENCODED.test(path))
    throw wrongPath(path, 'with `#` and control characters encoded (encodeURIComponent)')
  const href = withQuery(ABSOLUTE.test(path) ? path : joined(baseUrl, path), query)
  const url = inFull(href)
  if (
    ABSOLUTE.test(path) &&
    (!url || url.username || url.password || url.origin !== inFull(baseUrl)?.origin)
  ) {
    throw wrongPath(new URL(path).origin, `below ${baseUrl}, or a url of the same origin`)
  }
  return { href, url }
}

function joined(baseUrl: string, path: string): string {
  const base = baseUrl.replace(/\/+$/, '')
  if (path === '' || path.startsWith('?')) return `${base}${path}`
  return `${base}/${path.replace(/^[/\\\s]+/, '')}`
}

function withQuery(href: string, query: Query = {}): string {
  const parameters = query instanceof URLSearchParams ? query : new URLSearchParams()
  if (query !== parameters) {
    for (const [name, value] of Object.entries(query)) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (each !== null && each !== undefined) parameters.append(name, String(each))
      }
    }
  }
  const text = parameters.toString()
  return (text && `${href}${href.includes('?') ? '&' : '?'}${text}`) || href
}

/** A request knows what relative urls are relative to, whatever the platform calls that. */
function inFull(href: string): URL | null {
  try {
    return new URL(ABSOLUTE.test(href) ? href : new Request(href).url)
  } catch {
    return null
  }
}

function wrongPath(path: string, expected: string): TypeError {
  return new TypeError(`react-api-status: path of a call: expected one ${expected}, got '${shownUrl(path)}'.`)
}
