import { SITUATIONS } from './situations.js'
import type { Situation } from './situations.js'

/** What a page of the kit is asked for. */
export interface Visit {
  /** The state in which every widget begins. @default 'checking' */
  readonly situation?: Situation
  /** Rendered on the server and hydrated, rather than rendered in the browser. @default false */
  readonly onServer?: boolean
  /** The language of the texts, by its file in `src/words`. @default 'en' */
  readonly language?: string
  /** Names of the exhibits to show. @default all */
  readonly only?: readonly string[]
  /** Classes for the root element; see `page.css`. @default none */
  readonly look?: string
}

/** The visit as the query of an address. */
export function toQuery({ situation, onServer, language, only, look }: Visit): string {
  const query = new URLSearchParams()
  if (situation) query.set('situation', situation)
  if (onServer) query.set('server', '')
  if (language) query.set('language', language)
  if (look) query.set('look', look)
  for (const name of only ?? []) query.append('only', name)
  return query.toString()
}

/** The visit that an address asks for. Throws a `RangeError` for a situation that there is not. */
export function fromQuery(query: URLSearchParams): Required<Visit> {
  const wanted = query.get('situation') ?? 'checking'
  const situation = SITUATIONS.find((name) => name === wanted)
  if (!situation)
    throw new RangeError(`No such situation: expected one of ${SITUATIONS.join(', ')}, got ${wanted}.`)
  return {
    situation,
    onServer: query.has('server'),
    language: query.get('language') ?? 'en',
    only: query.getAll('only'),
    look: query.get('look') ?? '',
  }
}
