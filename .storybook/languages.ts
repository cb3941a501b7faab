import type { Words } from '../src/index.js'

interface Language {
  /** As in `lang`. */
  readonly code: string
  /** In the language itself. */
  readonly name: string
  readonly words: Words
}

const modules = import.meta.glob<Record<string, unknown>>('../src/words/*.ts', { eager: true })

/** Every language that the kit speaks, by its code. A new file in `src/words` is a new entry. */
export const languages: ReadonlyMap<string, Language> = new Map(
  Object.entries(modules).map(([path, module]) => {
    const code = path.replace(/^.*\/|\.ts$/g, '')
    const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
    return [code, { code, name, words: module[code] as Words }]
  }),
)
