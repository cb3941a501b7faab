import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ModuleGraph } from './moduleGraph.js'
import { readSources, roomOf } from './sourceFile.js'

const sources = readSources()
const graph = new ModuleGraph(sources)
const doors = sources.map(({ path }) => path).filter((path) => roomOf(path) === undefined)
const nothing = { did: [], newGlobals: [] }

/** Imports a module in a process of its own and tells what that did. */
function observeImport(path: string, where: 'bare' | 'page'): unknown {
  const observer = join(import.meta.dirname, 'observeImport.mjs')
  const output = execFileSync(process.execPath, ['--import', 'tsx', observer, path, where], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  return JSON.parse(output)
}

describe('importing a door', () => {
  const both = doors.flatMap((door) => [[door, 'bare'] as const, [door, 'page'] as const])

  it.each(both)(
    '(%s, %s) sets no timer, listener or global, and asks neither clock nor chance',
    (door, where) => {
      expect(observeImport(join(import.meta.dirname, '../../src', door), where)).toEqual(nothing)
    },
  )

  it('is seen where it does something', () => {
    const folder = mkdtempSync(join(tmpdir(), 'imports-'))
    const path = join(folder, 'busy.mjs')
    const lines = [
      'setTimeout(() => {}, 0)',
      'globalThis.leak = Math.random()',
      "window.addEventListener('x', () => {})",
    ]
    writeFileSync(path, lines.join('\n'))
    try {
      expect(observeImport(path, 'page')).toEqual({
        did: ['setTimeout', 'Math.random', 'addEventListener'],
        newGlobals: ['leak'],
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a door loads no more than it needs:', () => {
  /** The rooms and packages that come with a door when it runs. */
  function loadedBy(door: string) {
    const { files, packages } = graph.loadedBy(door)
    if (files.length === 0) throw new Error(`src/${door} is not there.`)
    return { rooms: [...new Set(files.map(roomOf))], packages }
  }
  const ofReact = expect.stringMatching(/^(react|react-dom|zustand|@tanstack\/react-query)(\/(?!vanilla)|$)/)

  it('core comes without React', () => {
    const { rooms, packages } = loadedBy('core.ts')
    expect(packages).not.toContainEqual(ofReact)
    expect(rooms).not.toContain('react')
    expect(rooms).not.toContain('components')
  })

  it('server comes without browser, React and monitor', () => {
    const { rooms, packages } = loadedBy('server.ts')
    const allowed = [undefined, 'server', 'health', 'formats', 'time', 'resilience']
    expect(rooms.filter((room) => !allowed.includes(room))).toEqual([])
    expect(packages.filter((specifier) => !specifier.startsWith('node:'))).toEqual([])
  })

  it('query comes without the provider and the kit', () => {
    const { rooms } = loadedBy('query.ts')
    expect(rooms).not.toContain('react')
    expect(rooms).not.toContain('components')
  })

  it('index comes without the server, the binding for TanStack Query and the fakes', () => {
    const { rooms, packages } = loadedBy('index.ts')
    for (const room of ['server', 'query', 'testing', 'devtools']) expect(rooms).not.toContain(room)
    expect(packages).not.toContainEqual(expect.stringMatching(/^(node:|@tanstack)/))
  })
})
