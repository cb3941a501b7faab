/** The absolute url, or `null` where there is nothing to resolve it against or it is no url. */
export function resolveUrl(url: string, base: string | undefined): URL | null {
  try {
    return new URL(url, base)
  } catch {
    return null
  }
}

/** Whether `url` is on the page's own origin: no preflight, every response header readable. */
export function isSameOrigin(url: URL, base: string | undefined): boolean {
  return base !== undefined && resolveUrl(base, undefined)?.origin === url.origin
}

/** Plain http to another machine: anyone on the way can answer, captive portals do. */
export function isPlainHttp({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !isLoopback(hostname)
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

/** Path segments under which applications keep their login pages. */
const LOGIN_SEGMENTS: ReadonlySet<string> = new Set(
  'auth authorize login log-in logon oauth oauth2 saml session sessions sign-in sign_in signin sso'.split(
    ' ',
  ),
)

/** Whether a page that a redirect ended on asks its reader to log in. */
export function isLoginPage(finalUrl: string, html: string): boolean {
  const segments = resolveUrl(finalUrl, undefined)?.pathname.toLowerCase().split(/[/.]/) ?? []
  return (
    segments.some((segment) => LOGIN_SEGMENTS.has(segment)) ||
    /<input[^>]{1,200}type=["']?password/i.test(html)
  )
}
