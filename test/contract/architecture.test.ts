import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { namesPastASeam } from './ambientNames.js'
import { foreignImports, ROOMS } from './importTable.js'
import { ModuleGraph } from './moduleGraph.js'
import { nameOf, parseSource, readSources, roomOf, walk } from './sourceFile.js'
import type { SourceFile } from './sourceFile.js'

const sources = readSources()

/** A made-up package: what the rules must refuse. */
function madeUp(files: Readonly<Record<string, string>>): readonly SourceFile[] {
  return Object.entries(files).map(([path, text]) => parseSource(path, text))
}

describe('the import table', () => {
  it('allows every import there is', () => {
    expect(foreignImports(sources)).toEqual([])
  })

  it('is the one that CONTRIBUTING.md shows', () => {
    const text = readFileSync(join(import.meta.dirname, '../../CONTRIBUTING.md'), 'utf8')
    const rows = [...text.matchAll(/^\| `(?<room>[a-z]+)` \| .+ \| (?<rooms>[a-z, –]+) \|$/gm)].map(
      ({ groups }) => [groups?.room, groups?.rooms === '–' ? [] : groups?.rooms?.split(', ')],
    )
    expect(Object.fromEntries(rows)).toEqual(ROOMS)
  })

  it.each([
    [
      'a room that is not in its row',
      "import { status } from '../react/hook.js'",
      'health may not import react',
    ],
    ['it for a type too', "import type { Status } from '../react/hook.js'", 'health may not import react'],
    ['it in passing on', "export { status } from '../react/hook.js'", 'health may not import react'],
    ['it as a type in place', "type S = import('../react/hook.js').Status", 'health may not import react'],
    ['it loaded later', "await import('../react/hook.js')", 'health may not import react'],
    ['a door', "import { status } from '../index.js'", 'nobody inside imports a door'],
    ['a package', "import { useState } from 'react'", 'health may not import this package'],
    ['a file without its ending', "import { other } from './other'", 'the ending .js'],
    ['a file that is not there', "import { gone } from './gone.js'", 'no such file'],
  ])('refuses %s', (_, text, objection) => {
    const files = madeUp({
      'health/status.ts': text,
      'health/other.ts': 'export const other = 1',
      'react/hook.ts': 'export const status = 1',
      'index.ts': "export { status } from './react/hook.js'",
    })
    expect(foreignImports(files)).toEqual([expect.stringContaining(objection)])
  })

  it('refuses a room that it does not know', () => {
    const files = madeUp({
      'attic/box.ts': "import { status } from '../health/status.js'",
      'health/status.ts': 'export const status = 1',
    })
    expect(foreignImports(files)).toEqual([expect.stringContaining('attic is no room of the table')])
  })
})

describe('cycles', () => {
  it('are not there', () => {
    expect(new ModuleGraph(sources).cycles()).toEqual([])
  })

  it('are found through several files, and not where only types go back', () => {
    const files = madeUp({
      'health/a.ts': "import { b } from './b.js'",
      'health/b.ts': "export { c } from './c.js'",
      'health/c.ts': "import { a } from './a.js'\nexport const c = a",
      'health/d.ts': "import { a } from './a.js'\nexport interface D {}",
      'health/e.ts': "import type { D } from './d.js'",
      'health/f.ts': "import { type G } from './g.js'",
      'health/g.ts': "import { f } from './f.js'",
    })
    expect(new ModuleGraph(files).cycles()).toEqual([
      'health/a -> health/b -> health/c -> health/a',
      'health/f -> health/g -> health/f',
    ])
  })
})

describe('the seams', () => {
  it('are the only way to time, chance and the browser', () => {
    expect(sources.flatMap(namesPastASeam)).toEqual([])
  })

  it.each([
    ['Date.now()', 'Date.now'],
    ['globalThis.Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['const { now } = Date', 'Date.now'],
    ['const later = setTimeout', 'setTimeout'],
    ['run({ setInterval })', 'setInterval'],
    ["globalThis['setTimeout'](f, 1)", 'setTimeout'],
    ['const { setTimeout: later } = globalThis', 'setTimeout'],
    ['function draw(random = Math.random) {}', 'Math.random'],
    ['if (typeof window === "undefined") f()', 'window'],
    ['document.title', 'document'],
    ['globalThis.navigator?.onLine', 'navigator'],
    ['new BroadcastChannel("x")', 'BroadcastChannel'],
    ['const f = () => (document as unknown as { body: 1 }).body', 'document'],
  ])('refuse %s', (text, name) => {
    const refused = namesPastASeam(parseSource('monitor/probe.ts', text))
    expect(refused).toContainEqual(expect.stringContaining(`monitor/probe.ts:1 names ${name}, `))
  })

  it.each([
    ['a comment', '// Date.now and window'],
    ['a text', "const text = 'setTimeout'"],
    ['a property of something else', 'clock.setTimeout(f, clock.now())'],
    ['a method of that name', 'const clock = { setTimeout: (f) => f }'],
    ['a date that is given', 'new Date(at)'],
    ['a parameter of that name', 'windows.map((window) => window.id)'],
    ['a type', 'let open: (url: string) => typeof window.document'],
  ])('leave %s alone', (_, text) => {
    expect(namesPastASeam(parseSource('monitor/probe.ts', text))).toEqual([])
  })

  it('let the room that holds them through', () => {
    expect(namesPastASeam(parseSource('time/clock.ts', 'Date.now()'))).toEqual([])
    expect(namesPastASeam(parseSource('browser/tabs.ts', 'new BroadcastChannel(document.title)'))).toEqual([])
    expect(namesPastASeam(parseSource('browser/tabs.ts', 'Date.now()'))).toHaveLength(1)
  })
})

describe('files', () => {
  it('have names that say something', () => {
    const sayNothing = /^(utils?|helpers?|common|shared|misc|types|constants|index)(\.|$)/i
    const inRooms = sources.map(({ path }) => path).filter((path) => roomOf(path) !== undefined)
    expect(inRooms.filter((path) => path.split('/').some((part) => sayNothing.test(part)))).toEqual([])
  })

  it('pass nothing on, but for the parts of a widget', () => {
    const barrels = sources.filter(
      ({ path, imports }) =>
        roomOf(path) !== undefined &&
        basename(path) !== 'parts.ts' &&
        imports.some(({ isReExport }) => isReExport),
    )
    expect(barrels.map(({ path }) => path)).toEqual([])
  })

  it("say 'use client' on their first line where they call a hook, and nowhere outside the rooms of React", () => {
    const wrong = sources.filter(({ path, text, program }) => {
      const isClient = /^['"]use client['"]/.test(text)
      const callsHook = [...walk(program)].some(
        ({ node }) => node.type === 'CallExpression' && /^use[A-Z]/.test(nameOf(node.callee) ?? ''),
      )
      const mayBeClient = ['react', 'components', 'testing', 'devtools', 'query'].includes(roomOf(path) ?? '')
      return callsHook ? !isClient : isClient && !mayBeClient
    })
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})
