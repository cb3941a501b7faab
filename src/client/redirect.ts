/** What describes a body, and goes with it (https://fetch.spec.whatwg.org/#request-body-header-name). */
const OF_BODY = ['content-encoding', 'content-language', 'content-location', 'content-type']
/** What is for the one origin alone. */
const OF_ORIGIN = ['authorization', 'cookie', 'proxy-authorization']

/**
 * The request that a redirect asks for, or `null` where the answer is none. By the rules of
 * https://fetch.spec.whatwg.org/#http-redirect-fetch, for a request that was made with `redirect: 'manual'`.
 */
export function redirectedRequest(
  { status, headers: answered }: Response,
  from: URL,
  { body = null, headers: sent, method = 'GET', ...rest }: RequestInit & { readonly headers: Headers },
): { readonly href: string; readonly init: RequestInit } | null {
  const location = answered.get('location')
  if (location === null || ![301, 302, 303, 307, 308].includes(status)) return null
  const to = urlOf(location, from)
  if (!to || !/^https?:$/.test(to.protocol) || to.username || to.password) return null
  const headers = new Headers(sent)
  const isGet = status === 303 || (status < 303 && method === 'POST')
  if (isGet) for (const name of OF_BODY) headers.delete(name)
  if (to.origin !== from.origin) for (const name of OF_ORIGIN) headers.delete(name)
  const next = { ...rest, headers, redirect: 'follow' as const }
  return { href: to.href, init: isGet ? { ...next, method: 'GET' } : { ...next, method, body } }
}

function urlOf(location: string, from: URL): URL | null {
  try {
    return new URL(location, from)
  } catch {
    return null
  }
}
