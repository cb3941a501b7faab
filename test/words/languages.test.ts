import { describe, expect, it } from 'vitest'
import type { Words } from '../../src/words/grammar/words.js'
import { givenIn, textsOf } from './texts.js'

/** Every language that is shipped, by the name of its file. */
const modules = import.meta.glob<Record<string, Words>>('../../src/words/*.ts', { eager: true })
const languages = new Map(
  Object.entries(modules).map(([path, module]) => {
    const name = path.replace(/^.*\/|\.ts$/g, '')
    return [name, module[name] as Words] as const
  }),
)
const en = languages.get('en') as Words
const translations = [...languages].filter(([name]) => name !== 'en')

/** What a language calls by the same word as English does. */
const COGNATES: Readonly<Record<string, readonly string[]>> = {
  de: ['Offline'],
  fr: ['Maintenance'],
}

/** Whole sentences; the rest are names of things and of what a button does. */
const SENTENCES =
  /\.(?:title|detail)$|\.(?:downToo|affected|endsAt|recovered|backOnline|noChange|noAnswer|ready|summary|beyond|planned|about|overdue|none)$/
/** A title of its own, above what it names. */
const HEADINGS = ['panel.title']

/** How a language quotes what somebody else has written. */
const QUOTES: Readonly<Record<string, string>> = {
  en: '“⟨1⟩”',
  de: '„⟨1⟩“',
  fr: '«\u202f⟨1⟩\u202f»',
  es: '«⟨1⟩»',
  ja: '「⟨1⟩」',
  ar: '«⟨1⟩»',
  pl: '„⟨1⟩”',
}

/** What no text of the language may have, with the reason. */
const SLIPS: Readonly<Record<string, readonly (readonly [why: string, slip: RegExp])[]>> = {
  de: [['an address that is not formal', /(?<!\p{L})(?:du|dich|dir|dein(?:e[mnrs]?)?)(?!\p{L})/iu]],
  fr: [
    ['no narrow no-break space before a sign that wants one', /[^\u202f][:;!?]/],
    ['an address that is not formal', /(?<!\p{L})(?:tu|toi|ton|ta|tes)(?!\p{L})/iu],
  ],
  es: [['an address that is not formal', /(?<!\p{L})(?:tú|tu|tus|te|has|puedes)(?!\p{L})/iu]],
  ja: [
    ['punctuation of half width', /[,.:;!?()]/],
    ['space beside punctuation of full width', /[、。：] | [、。：]/],
    ['a sentence that is not polite', /(?<!です|ます|ました|でした|ません|ください|⟩)。/],
  ],
  ar: [['Latin punctuation', /[,;?]/]],
  pl: [['a form that guesses a gender', /\p{L}(?:łeś|łaś|łem|łam)(?!\p{L})/u]],
}
const SLIPS_ANYWHERE: (typeof SLIPS)[string] = [
  ['nothing at all', /^$/],
  ['space to spare', /^\s|\s$|\s\s/],
  ['three full stops for an ellipsis', /\.\.\./],
  ['a straight quotation mark', /["']/],
  ['an exclamation', /[!¡！]/],
  ['a value that is none', /undefined|null|NaN|\[object/],
]

it('come in at least English, German, French, Spanish, Japanese, Arabic and Polish (U24)', () => {
  expect([...languages.keys()]).toEqual(expect.arrayContaining(['en', 'de', 'fr', 'es', 'ja', 'ar', 'pl']))
})

describe.each([...languages])('the words in "%s"', (name, words) => {
  const texts = textsOf(words)

  it('name their language, which Intl knows', () => {
    expect(words.locale).toBe(name)
    expect(Intl.PluralRules.supportedLocalesOf(name)).toEqual([name])
  })

  it('have every text, and each is given what the English one is given (U24)', () => {
    const kinds = (all: typeof texts) =>
      Object.fromEntries(all.map(({ path, value }) => [path, kindOf(path, value)]))
    expect(kinds(texts)).toEqual(kinds(textsOf(en)))
  })

  it('part sentences as the language does', () => {
    expect(words.gap).toBe(name === 'ja' ? '' : ' ')
  })

  it('say each thing that they are given, once', () => {
    const wrong = texts.filter(({ path, value, text }) => {
      const given = typeof value === 'function' && path !== 'trouble.more' ? value.length : 0
      return givenIn(text).length !== given || new Set(givenIn(text)).size !== given
    })
    expect(wrong.map(({ path, text }) => `${path}: ${text}`)).toEqual([])
  })

  it('quote the title of an interruption as the language does', () => {
    expect(words.maintenance.about('⟨1⟩')).toContain(QUOTES[name] ?? 'no quotes known')
  })

  it('are written as the language is written', () => {
    const slips = texts.flatMap(({ path, text }) =>
      [...SLIPS_ANYWHERE, ...(SLIPS[name] ?? [])]
        .filter(([, slip]) => slip.test(text))
        .map(([why]) => `${path}: ${why}: ${text}`),
    )
    expect(slips).toEqual([])
  })

  it('end a sentence as one, and nothing else', () => {
    const stop = name === 'ja' ? '。' : '.'
    const wrong = texts.filter(({ path, text }) => {
      const isSentence = SENTENCES.test(path) && !HEADINGS.includes(path)
      return text.endsWith(stop) !== isSentence
    })
    expect(wrong.map(({ path, text }) => `${path}: ${text}`)).toEqual([])
  })
})

describe.each(translations)('the translation into "%s"', (name, words) => {
  it('leaves nothing in English but what both languages call the same (U24)', () => {
    const english = new Map(textsOf(en).map(({ path, text }) => [path, text]))
    const same = textsOf(words).filter(({ path, text }) => {
      const said = text.replace(/⟨\d⟩/g, '').replace(/\P{L}/gu, '')
      return said !== '' && text === english.get(path)
    })
    const left = new Set(same.map(({ text }) => text))
    expect([...left].toSorted()).toEqual(COGNATES[name] ?? [])
  })
})

function kindOf(path: string, value: unknown): string {
  if (typeof value !== 'function') return 'a string'
  // Whoever needs no plurals needs no locale to count in.
  return path === 'trouble.more' ? 'a count' : `a function of ${value.length}`
}
