import { join } from 'node:path/posix'
import { expect, it } from 'vitest'
import { readPartTypes } from './partTypes.js'
import type { Member } from './partTypes.js'
import { readSources } from './sourceFile.js'
import type { Node, SourceFile } from './sourceFile.js'

const sources = readSources()
const typeOf = readPartTypes(
  sources.filter(({ path }) => /^(components|health|monitor)\//.test(path) && !path.endsWith('contract.ts')),
)

it('docs/parts.md lists each part with its element, its own props and its state (`npx vitest -u` writes it anew)', async () => {
  const namespaces = sources.filter(({ path }) => /^components\/\w+\/parts\.ts$/.test(path))
  expect(namespaces.length).toBeGreaterThan(5)
  const alone = table([
    ['LastChecked', 'LastChecked'],
    ['ReportAge', 'ReportAge'],
  ])
  const page = [introduction, ...namespaces.map(section), '## Parts without a namespace', alone].join('\n\n')
  await expect(`${page}\n`).toMatchFileSnapshot('../../docs/parts.md')
})

const introduction = `# Parts

What each part takes beside the props of its element, \`className\`, \`ref\` and [\`render\`](components.md#every-part), and what state a \`render\` function is given as its second argument. Types have the part's name: \`BannerRootProps\`, \`BannerState\`. Durations are milliseconds. What parts are styled by is in [styling.md](styling.md).

This page is written by a test, from the types of the parts.`

function section({ path, program }: SourceFile): string {
  const exports = (program['body'] as Node[]).flatMap((statement) => statement['specifiers'] as Node[])
  const names = exports.map((specifier) => [name(specifier['local']), name(specifier['exported'])] as const)
  const namespace = namespaceOf(path)
  return `## ${namespace}\n\n${table(names.map(([local, part]) => [`${namespace}.${part}`, local]))}`
}

/** As the door calls it: `export * as Banner from './components/banner/parts.js'`. */
function namespaceOf(path: string): string {
  const door = sources.find((source) => source.path === 'index.ts') as SourceFile
  const statement = (door.program['body'] as Node[]).find(
    ({ type, source }) =>
      type === 'ExportAllDeclaration' && join('.', value(source)) === path.replace(/\.ts$/, '.js'),
  )
  return name(statement?.['exported'])
}

function table(parts: readonly (readonly [part: string, component: string])[]): string {
  const rows = parts.map(([part, component]) => {
    const { tag, props, state } = typeOf(`${component}Props`)
    const own = props.map((each) => prop(each, component)).join('<br>') || '–'
    return `| \`${part}\` | ${tag ? `\`${tag}\`` : 'a heading'} | ${own} | ${state.map((field) => `\`${field}\``).join(', ')} |`
  })
  return ['| part | element | its own props | state |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function prop({ name: called, isRequired, doc }: Member, component: string): string {
  const [, text = '', documented] = /^(.*?)(?:\s*@default (.*))?$/.exec(doc) ?? []
  const standard = numberIn(component, called) ?? documented
  const notes = [isRequired ? 'required' : '', standard ? `default ${standard}` : ''].filter(Boolean)
  return [`\`${called}\``, notes.length > 0 ? `(${notes.join(', ')})` : '', text].filter(Boolean).join(' ')
}

/** What a part itself takes for a prop that is left out, where that is a number: headings share a type, and no default. */
function numberIn(component: string, called: string): string | undefined {
  const text = sources.find(({ path }) => path.endsWith(`/${component}.tsx`))?.text ?? ''
  return new RegExp(`\\b${called} = (\\d+),`).exec(text)?.[1]
}

function name(node: unknown): string {
  return (node as { readonly name: string }).name
}

function value(node: unknown): string {
  return (node as { readonly value: string }).value
}
