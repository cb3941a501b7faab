import type { Environment } from './environment.js'
import { isPlainHttp, resolveUrl } from './location.js'
import type { ResolvedOptions } from './options.js'

/**
 * For whoever sets the app up: a probe to another origin brought no answer, which looks the same whether nobody is
 * there or the browser keeps the answer from the page. Finds out once per monitor, and names the cure.
 *
 * Asked in mode `no-cors`, any server answers, if with something that nobody may read
 * (https://fetch.spec.whatwg.org/#concept-filtered-response-opaque). The verdict stays what it is.
 */
export function createCrossOriginAdvisor(
  environment: Environment,
  options: ResolvedOptions,
): (url: URL) => void {
  const { logger } = options
  const fetch = options.fetch ?? environment.fetch
  let isAdvised = false
  return (url) => {
    const page = resolveUrl(environment.baseUrl() ?? '', undefined)
    if (isAdvised || !page || page.origin === url.origin) return
    isAdvised = true
    if (page.protocol === 'https:' && isPlainHttp(url)) return logger.warn(mixedContent(page, url))
    fetch(url.href, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' })
      .then(() => logger.warn(keptFromUs(page, url, options)))
      // Nothing answers in this mode either: as unreachable as it looks.
      .catch(() => {})
  }
}

function mixedContent(page: URL, url: URL): string {
  return (
    `react-api-status: ${url.href} can not be asked from ${page.origin}: browsers let no https page ask plain http, ` +
    'so the status is unreachable. Serve the health endpoint over https, or on the origin of the page.'
  )
}

function keptFromUs(page: URL, url: URL, { headers, credentials }: ResolvedOptions): string {
  return (
    `react-api-status: ${url.href} answers, and the browser keeps the answer from ${page.origin}, so the status is ` +
    `unreachable. Most likely the header \`Access-Control-Allow-Origin: ${page.origin}\` is missing: send it with ` +
    'every answer, errors too.' +
    (headers
      ? ' For the option `headers` the browser asks first, with OPTIONS: answer that with `Access-Control-Allow-Headers`.'
      : '') +
    (credentials === 'include' ? ' Credentials take `Access-Control-Allow-Credentials: true` as well.' : '') +
    ' If all that is there: a redirect to where it is not, or a content blocker, does the same.'
  )
}
