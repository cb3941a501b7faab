import type { Words } from '../../src/index.js'

/** Every language that the package ships, by the name of its file: one that is added is shown too. */
const modules = import.meta.glob<Record<string, Words>>('../../src/words/*.ts', { eager: true })

export const LANGUAGES: readonly string[] = Object.keys(modules).map(nameOf)

/** The texts of a language. Throws a `RangeError` for one that is not shipped. */
export function wordsIn(language: string): Words {
  const module = Object.entries(modules).find(([path]) => nameOf(path) === language)?.[1]
  const words = Object.values(module ?? {}).find((value) => 'locale' in value)
  if (!words)
    throw new RangeError(`No such language: expected one of ${LANGUAGES.join(', ')}, got ${language}.`)
  return words
}

function nameOf(path: string): string {
  return path.replace(/^.*\/|\.ts$/g, '')
}
