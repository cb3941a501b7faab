import { expect, it } from 'vitest'
import { en } from '../../src/words/en.js'

it('docs/words.md lists each text by its place, in English (`npx vitest -u` writes it anew)', async () => {
  const { locale: _, gap: __, ...groups } = en
  const sections = Object.entries(groups).map(
    ([group, texts]) => `## \`${group}\`\n\n${table(rowsOf(texts))}`,
  )
  await expect(`${[introduction, ...sections].join('\n\n')}\n`).toMatchFileSnapshot('../../docs/words.md')
})

const introduction = `# Every text

The texts of the kit in English, by their place in the \`words\` of [\`WordsProvider\`](components.md#words). One with \`{…}\` is a function of that, which is written in the language already; \`more\` alone gets a number, and the locale. Three places more: \`locale\` (\`'en'\`), \`gap\` (a space), and \`components.labels\`, what your components are called.

This page is written by a test, from the English words.`

type Texts = { readonly [name: string]: string | ((...given: never[]) => string) | Texts }

function rowsOf(texts: object, place = ''): string[] {
  return Object.entries(texts as Texts).flatMap(([name, text]) =>
    typeof text === 'object'
      ? rowsOf(text, `${place}${name}.`)
      : [`| \`${place}${name}\` | ${sample(text)} |`],
  )
}

/** A text that is a function, with the names of what it is given in place of that. */
function sample(text: Exclude<Texts[string], Texts>): string {
  if (typeof text === 'string') return text
  const names = /^\(?([\w, ]*)\)?\s*=>/.exec(text.toString())?.[1]?.split(', ') ?? []
  return text(...(names.map((name) => `{${name}}`) as never[]))
}

function table(rows: readonly string[]): string {
  return ['| place | text |', '| --- | --- |', ...rows].join('\n')
}
