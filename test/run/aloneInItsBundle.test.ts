import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as door from '../../src/index.js'
import { bundleOf } from './bundleOf.js'
import { WIDGETS, widgetsIn } from './widgets.js'

const names = widgetsIn(door)
const bundles = await Promise.all(names.map((name) => bundleOf('src/index.ts', [name])))

describe('importing one widget', () => {
  /** Where each widget is at home: its own module is in its bundle for certain. */
  const homes = new Map(
    names.map((name, index) => [
      name,
      dirname(bundles[index]?.modules.find((path) => isComponent(path) && nameOf(path) === name) ?? ''),
    ]),
  )
  const folders = new Set(homes.values())

  it('has a row for what it weighs and is made of (U29)', () => {
    expect(names.toSorted()).toEqual(Object.keys(WIDGETS).toSorted())
    expect([...homes].filter(([, home]) => !home.startsWith('src/components/'))).toEqual([])
  })

  it.each(names)('pulls no other: %s (U29)', (name) => {
    const { modules } = bundles[names.indexOf(name)] ?? { modules: [] }
    const foreign = modules.filter((path) => {
      if (!isComponent(path) || nameOf(path) === name) return false
      const isAtHome = dirname(path) === homes.get(name) && !names.includes(nameOf(path))
      return !isAtHome && folders.has(dirname(path))
    })
    expect(foreign.map(nameOf).toSorted()).toEqual((WIDGETS[name]?.madeOf ?? []).toSorted())
  })
})

it('importing the hooks pulls no widget, and no words (U29)', async () => {
  const hooks = Object.keys(door).filter((name) => /^use[A-Z]/.test(name))
  expect(hooks).not.toEqual([])
  const { modules } = await bundleOf('src/index.ts', hooks)
  expect(modules.filter((path) => isComponent(path) || path.startsWith('src/words/'))).toEqual([])
})

/** A file of the kit that is named after the component in it. */
function isComponent(path: string): boolean {
  return path.startsWith('src/components/') && /^[A-Z]/.test(basename(path))
}

function nameOf(path: string): string {
  return basename(path).replace(/\.\w+$/, '')
}
