import type { Words } from '../../src/words/grammar/words.js'

/** A text of the kit, with its place in the words: `trouble.component.title`. */
export interface Text {
  readonly path: string
  /** The text itself, or the function that writes it. */
  readonly value: string | ((...given: never[]) => string)
  /** As people read it, with {@link GIVEN} put in. */
  readonly text: string
}

/** What is put into a text that is given something; `3` where it is a count. */
const GIVEN = ['⟨1⟩', '⟨2⟩', '⟨3⟩'] as const

/** Every text of a language, or of some of its groups, but for its tag and what parts sentences. */
export function textsOf(words: Partial<Words>): readonly Text[] {
  const { locale: _locale, gap: _gap, ...groups } = words
  return leavesOf(groups, '')
}

/** What `text` was given, in the order in which it stands there. */
export function givenIn(text: string): readonly string[] {
  return text.match(/⟨\d⟩/g) ?? []
}

function leavesOf(texts: object, above: string): readonly Text[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]): readonly Text[] => {
    const path = `${above}${key}`
    if (typeof value === 'string') return [{ path, value, text: value }]
    if (typeof value === 'object' && value) return leavesOf(value, `${path}.`)
    const write = value as (...given: readonly unknown[]) => string
    const text = path === 'trouble.more' ? write(3, 'en') : write(...GIVEN.slice(0, write.length))
    return [{ path, value: write, text }]
  })
}
