import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LIMITS, PREFIX, SETTINGS } from '../../src/server/config/variables.js'
import type { Node } from './sourceFile.js'
import { isNode, nameOf, readSources, walk } from './sourceFile.js'

const docs = join(import.meta.dirname, '../../docs')
const sources = readSources()

/** The text under a heading of any level, to the next of its level or above. */
function sectionOf(page: string, heading: string): string {
  const text = readFileSync(join(docs, page), 'utf8')
  const [, level = '##', section = ''] = new RegExp(`\\n(##+) ${heading}\\n([^]*)`).exec(text) ?? []
  return section.split(new RegExp(`\\n#{2,${level.length}} `))[0] ?? ''
}

/** The names in code of a page's rows, from the first column of the tables under a heading. */
function rowsOf(page: string, heading: string): string[] {
  return [...sectionOf(page, heading).matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  )
}

/** The options that the tables under a heading list, each with its default; those that are required have none. */
function optionsOf(page: string, heading: string): Readonly<Record<string, string | undefined>> {
  const [, ...tables] = sectionOf(page, heading).split(/^\| option.*\| default \|.*\n.*\n/m)
  return Object.fromEntries(
    tables.flatMap((table) =>
      [...(table.split('\n\n')[0] ?? '').matchAll(/^\| (`.+?) \| (.+?) \|/gm)].flatMap(
        ([, names = '', cell = '']) => {
          const standard = cell === 'required' ? undefined : cell.replaceAll('`', '')
          return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, standard])
        },
      ),
    ),
  )
}

/** The members of an interface, each with the `@default` of its comment. */
function defaultsOf(path: string, name: string): Readonly<Record<string, string | undefined>> {
  const file = sources.find((each) => each.path === path)
  const declared =
    file &&
    [...walk(file.program)].find(
      ({ node }) => node.type === 'TSInterfaceDeclaration' && nameOf(node.id) === name,
    )
  const body = declared?.node.body
  if (!isNode(body)) throw new Error(`src/${path} has no interface ${name}.`)
  return Object.fromEntries(
    (body.body as (Node & { readonly key: unknown })[]).map(({ key, start }) => {
      const comment = file?.comments.findLast(({ end }) => end <= start)?.value
      return [nameOf(key) ?? '', /@default (.+?)\s*$/m.exec(comment ?? '')?.[1]?.replaceAll('`', '')]
    }),
  )
}

function membersOf(path: string, name: string): string[] {
  return Object.keys(defaultsOf(path, name))
}

describe('docs/server.md', () => {
  it('has a row for every option of createHealthService, and no other, with its default', () => {
    expect(optionsOf('server.md', 'Options')).toStrictEqual({
      ...defaultsOf('server/options.ts', 'HealthServiceOptions'),
      ...defaultsOf('server/answers/answerOptions.ts', 'AnswerOptions'),
    })
  })

  it('has a row for everything that a check may say of itself', () => {
    const rows = rowsOf('server.md', 'A check')
    const members = membersOf('server/registry/check.ts', 'Check').filter((name) => name !== 'name')
    expect(members.filter((name) => !rows.includes(name))).toEqual([])
  })
})

describe.each([
  ['The end', 'server/lifecycle/gracefulShutdown.ts', 'GracefulShutdownOptions'],
  ['A listener of its own', 'server/listener/listenForHealth.ts', 'HealthListenerOptions'],
  ['Liveness while the event loop is blocked', 'server/handlers/workerLiveness.ts', 'WorkerLivenessOptions'],
  ['Push', 'server/stream/streamOptions.ts', 'StreamOptions'],
])('docs/server.md, %s', (heading, path, name) => {
  it('has a row for every option, and no other, with its default', () => {
    expect(optionsOf('server.md', heading)).toStrictEqual(defaultsOf(path, name))
  })
})

describe.each([
  ['degradation', 'server/degradation/degradation.ts', 'DegradationOptions'],
  ['The response says so', 'server/degradation/withDegradation.ts', 'WithDegradationOptions'],
  ['requireWritable', 'server/degradation/requireWritable.ts', 'RequireWritableOptions'],
])('docs/degradation.md, %s', (heading, path, name) => {
  it('has a row for every option, and no other, with its default', () => {
    expect(optionsOf('degradation.md', heading)).toStrictEqual(defaultsOf(path, name))
  })
})

describe.each(
  sources
    .map(({ path }) => /^server\/checks\/(\w+Check)\.ts$/.exec(path)?.[1] ?? '')
    .filter((name) => name !== ''),
)('docs/checks.md, %s', (check) => {
  it('tells of every option that it has beside those of any check', () => {
    const own = `${check[0]?.toUpperCase()}${check.slice(1)}Options`
    const options = membersOf(`server/checks/${check}.ts`, own).filter((name) => name !== 'name')
    const section = sectionOf('checks.md', check)
    expect(section).not.toBe('')
    expect(options.filter((name) => !new RegExp(`\\b${name}\\b`).test(section))).toEqual([])
  })
})

describe('docs/configuration.md', () => {
  it('has a row for every variable', () => {
    const limits = Object.keys(LIMITS)
    expect(rowsOf('configuration.md', 'Variables').toSorted()).toEqual(
      [
        ...Object.keys(SETTINGS).map((name) => PREFIX + name),
        ...limits.map((name, index) => (index === 0 ? `${PREFIX}<COMPONENT>_${name}` : `…_${name}`)),
      ].toSorted(),
    )
  })
})
