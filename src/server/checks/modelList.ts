import { readBody } from '../../formats/readBody.js'
import type { CheckResult } from '../registry/check.js'
import type { ModelApi } from './modelApis.js'

/** What came of asking for the list. */
export type ModelList =
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly isWhole: boolean }
  | { readonly kind: 'failed'; readonly result: CheckResult }

/** What {@link listModels} asks, and how. */
export interface ModelListRequest {
  readonly api: ModelApi
  readonly url: string
  readonly headers: Headers
  readonly signal: AbortSignal
  readonly send: (url: string, init: RequestInit) => Promise<Response>
  /** Ends the search before the last page. */
  readonly isEnough: (names: readonly string[]) => boolean
}

/** Longest page that is read, in bytes: OpenRouter's 400 models with all that it tells of them take 1 MB. */
const MAX_BYTES = 4 * 1024 * 1024
/** Ten thousand models of Gemini. A server that gives a next page for ever is left there. */
const MAX_PAGES = 10

/** Asks for the list, page by page, until there is enough. */
export async function listModels({
  api,
  url,
  headers,
  signal,
  send,
  isEnough,
}: ModelListRequest): Promise<ModelList> {
  const names: string[] = []
  let pageUrl = url
  for (let page = 1; ; page++) {
    // Redirects are not followed: another host would be sent the key.
    const response = await send(pageUrl, { headers, redirect: 'manual', signal })
    if (!response.ok) {
      await response.body?.cancel()
      return { kind: 'failed', result: refusalOf(response.status) }
    }
    const body = await readBody(response, { maxBytes: MAX_BYTES, signal })
    const read = body.kind === 'text' ? readPage(api, body.text) : undefined
    if (!read) return { kind: 'failed', result: NO_LIST }
    // A loop, as a spread of so many arguments would overflow the stack.
    for (const name of read.names) names.push(name)
    if (isEnough(read.names) || !read.next) return { kind: 'names', names, isWhole: !read.next }
    if (page === MAX_PAGES) return { kind: 'names', names, isWhole: false }
    pageUrl = `${url}${url.includes('?') ? '&' : '?'}${read.next}`
  }
}

function readPage(
  api: ModelApi,
  text: string,
): { names: readonly string[]; next: string | undefined } | undefined {
  try {
    const body: unknown = JSON.parse(text)
    const names = api.names(body)
    return names ? { names, next: api.nextPage?.(body) } : undefined
  } catch {
    // No JSON: the page of a proxy, or half an answer.
    return undefined
  }
}

const NO_LIST: CheckResult = {
  status: 'unhealthy',
  error: {
    code: 'NO_MODEL_LIST',
    message: 'It answered, and not with a list of models. See whether the url and the api are right.',
  },
}

/** By its status alone: the body of a refusal may repeat the key. */
function refusalOf(status: number): CheckResult {
  if (status === 401 || status === 403) {
    const message = `It refuses the key, with the status ${status}. See whether the key is given, right and allowed to list.`
    return { status: 'unhealthy', error: { code: 'UNAUTHORIZED', message } }
  }
  if (status === 429) {
    const message =
      'It is asked too often, or the quota is used up. Calls of the service are refused as well.'
    return { status: 'degraded', error: { code: 'RATE_LIMITED', message } }
  }
  const message = `It answered with the status ${status} in place of a list of models.`
  return { status: 'unhealthy', error: { code: `HTTP_${status}`, message } }
}
