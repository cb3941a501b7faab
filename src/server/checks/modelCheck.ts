import { expect } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import { abortable } from './abortable.js'
import type { ModelApi } from './modelApis.js'
import { listModels } from './modelList.js'

/** Options of {@link modelCheck}. */
export interface ModelCheckOptions extends CheckOptions {
  /** @default 'model' */
  readonly name?: string
  /** What it speaks: `ollama`, `openAi`, `gemini`, or a value of your own. */
  readonly api: ModelApi
  /** Sent as a header, and shown nowhere. @default none, which a server that wants one answers with a 401 */
  readonly key?: string | undefined
  /** The model that the service needs; its absence has the code `MODEL_MISSING`. @default any will do, though one there must be */
  readonly model?: string
  /** What the absence of the model is. @default 'unhealthy' */
  readonly whenMissing?: 'degraded' | 'unhealthy'
  /** In place of the platform's, for a proxy or a certificate of your own. @default the global one */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

/**
 * Checks a model server by its list of models, which proves that it is there, that the key is right, and that the model
 * is offered, and costs no token. It generates nothing: a model that is listed may still be slow or out of quota.
 *
 * | answer | component |
 * | --- | --- |
 * | 401, 403 | unhealthy, `UNAUTHORIZED` |
 * | 429 | degraded, `RATE_LIMITED` |
 * | any other but 2xx, redirects too | unhealthy, `HTTP_503` |
 * | no list, or one beyond 4 MiB | unhealthy, `NO_MODEL_LIST` |
 * | a list without the model, or of none | `whenMissing`, `MODEL_MISSING` |
 *
 * Throws a TypeError when the url or an option is malformed.
 *
 * @param url The base url, with or without the version at its end (`https://api.openai.com/v1`).
 *
 * @example
 * modelCheck('http://127.0.0.1:11434', { api: ollama, model: 'llama3', critical: false })
 */
export function modelCheck(url: string | URL, options: ModelCheckOptions): Check {
  const { name = 'model', api, key, model, whenMissing = 'unhealthy', fetch: ownFetch, ...check } = options
  expectApi(api)
  const listUrl = listUrlOf(url, api)
  const headers = headersOf(api, key)
  const isName = model === undefined || (typeof model === 'string' && model !== '')
  expect(isName, 'modelCheck model', 'a name', model)
  const isStatus = whenMissing === 'degraded' || whenMissing === 'unhealthy'
  expect(isStatus, 'modelCheck whenMissing', "'degraded' or 'unhealthy'", whenMissing)
  const isFetch = ownFetch === undefined || typeof ownFetch === 'function'
  expect(isFetch, 'modelCheck fetch', 'a function', ownFetch)

  const plain = (given: string) => api.plain?.(given) ?? given
  const isOffered = (names: readonly string[]) =>
    model === undefined ? names.length > 0 : names.some((offered) => plain(offered) === plain(model))

  const ask = async (signal: AbortSignal) => {
    // Looked up at each run, so that what instruments it later is seen.
    const send = ownFetch ?? fetch
    const list = await listModels({ api, url: listUrl, headers, signal, send, isEnough: isOffered })
    if (list.kind === 'failed') return list.result
    const { names, isWhole } = list
    const details = { ...(model !== undefined && { model }), models: names.length, isWholeList: isWhole }
    if (isOffered(names)) return { status: 'healthy' as const, details }
    const message =
      model === undefined
        ? 'The list is empty: no model is there to be used. Load one.'
        : `None of the ${names.length} models of the list is ${model}. Load it, or name another.`
    return { status: whenMissing, error: { code: 'MODEL_MISSING', message }, details }
  }

  return { name, ...check, run: (signal) => abortable(signal, ask(signal)) }
}

function expectApi(api: ModelApi): void {
  const { path, keyHeader, names } = (api ?? {}) as Partial<ModelApi>
  const isApi = typeof path === 'string' && typeof keyHeader === 'function' && typeof names === 'function'
  expect(isApi, 'modelCheck api', 'ollama, openAi, gemini or a value like them', api)
}

/** A url that is refused is never repeated: it may hold a key. */
function listUrlOf(url: string | URL, api: ModelApi): string {
  const base = URL.canParse(url) ? new URL(url) : undefined
  const isPlain = base && `${base.username}${base.password}${base.search}${base.hash}` === ''
  if (!isPlain || !/^https?:$/.test(base.protocol)) {
    throw new TypeError(
      'Health service option modelCheck url: expected an http or https url without credentials and query. A key ' +
        'belongs into the option `key`.',
    )
  }
  const root = base.href.replace(/\/+$/, '')
  const version = /^\/[^/?]+(?=\/)/.exec(api.path)?.[0]
  return (version && root.endsWith(version) ? root.slice(0, -version.length) : root) + api.path
}

/** A key that is refused is never repeated; the platform's own error would. */
function headersOf(api: ModelApi, key: string | undefined): Headers {
  const headers = new Headers({ accept: 'application/json' })
  if (key === undefined) return headers
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) {
    throw new TypeError(
      'Health service option modelCheck key: expected visible ASCII characters without a space or a line break. An ' +
        'environment variable may end in a line break that is not part of the key.',
    )
  }
  headers.set(...api.keyHeader(key))
  return headers
}
