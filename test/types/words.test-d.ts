import { expectTypeOf } from 'vitest'
import type { SomeWords, Words } from '../../src/index.js'
import type { Headline } from '../../src/health/headline.js'
import { en } from '../../src/words/en.js'

/** The keys without which there is no such object. */
type RequiredKey<Texts> = {
  [Key in keyof Texts]-?: object extends Pick<Texts, Key> ? never : Key
}[keyof Texts]

// What a language of one's own leaves out would be said in English.
expectTypeOf<RequiredKey<Words['indicator']>>().toEqualTypeOf<
  Headline | 'maintenance' | 'read-only' | 'not-ready' | 'unreachable' | 'timeout'
>()
expectTypeOf<RequiredKey<Words>>().toEqualTypeOf<keyof Words>()

const { unreachable: _unreachable, ...indicator } = en.indicator
// @ts-expect-error an unreachable server has a text of its own
export const dutch: Words = { ...en, indicator }

export const some: readonly SomeWords[] = [
  { indicator: { unhealthy: 'Down' } },
  { indicator: { 'server-error': 'Server in trouble' } },
  { components: { labels: { db: 'Database' } } },
  // @ts-expect-error a label is a text
  { components: { labels: { db: 1 } } },
  // @ts-expect-error no such text
  { indicator: { asleep: 'Zzz' } },
]
