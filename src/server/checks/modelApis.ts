/** How a model server lists its models. A value: write one for an API that has none here. */
export interface ModelApi {
  /** Behind the base url, with the query of the first page if it needs one. */
  readonly path: string
  /** What carries the key. Never the url, which logs keep. */
  keyHeader(key: string): readonly [name: string, value: string]
  /** Names of the models on one page of the list; `null` for an answer that is none. */
  names(body: unknown): readonly string[] | null
  /** What asks for the next page, as a query; `undefined` after the last. @default none ever does */
  nextPage?(body: unknown): string | undefined
  /** The plain form of a name that has several, to compare by. @default the name */
  plain?(name: string): string
}

const bearer = (key: string) => ['authorization', `Bearer ${key}`] as const

/** Ollama: `GET /api/tags`. `llama3` is `llama3:latest`. https://docs.ollama.com/api/tags */
export const ollama: ModelApi = {
  path: '/api/tags',
  keyHeader: bearer,
  names: (body) => namesIn(body, 'models', 'name'),
  plain: (name) => (name.includes(':') ? name : `${name}:latest`),
}

/**
 * OpenAI, and the many that speak as it does (vLLM, llama.cpp, LM Studio, LiteLLM, Mistral, Groq): `GET /v1/models`.
 * https://platform.openai.com/docs/api-reference/models/list
 */
export const openAi: ModelApi = {
  path: '/v1/models',
  keyHeader: bearer,
  names: (body) => namesIn(body, 'data', 'id'),
}

/** Gemini: `GET /v1beta/models`, page by page. `models/` before a name may be left out. https://ai.google.dev/api/models */
export const gemini: ModelApi = {
  path: '/v1beta/models?pageSize=1000',
  keyHeader: (key) => ['x-goog-api-key', key],
  names: (body) => namesIn(body, 'models', 'name'),
  nextPage(body) {
    const { nextPageToken } = body as { readonly nextPageToken?: unknown }
    const isToken = typeof nextPageToken === 'string' && nextPageToken !== ''
    return isToken ? `pageToken=${encodeURIComponent(nextPageToken)}` : undefined
  },
  plain: (name) => name.replace(/^models\//, ''),
}

function namesIn(body: unknown, list: string, key: string): string[] | null {
  if (!isObject(body)) return null
  const entries = body[list]
  if (!Array.isArray(entries)) return null
  const names = entries.map((entry: unknown) => (isObject(entry) ? entry[key] : undefined))
  return names.every((name) => typeof name === 'string') ? names : null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
