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

  it.each(names)('pulls no other, but those that it is made of: %s (U29)', (name) => {
    const { modules } = bundles[names.indexOf(name)] ?? { modules: [] }
    const foreign = modules.filter((path) => {
      if (!isComponent(path) || nameOf(path) === name) return false
      const isElsewhere = dirname(path) !== homes.get(name) && folders.has(dirname(path))
      return isElsewhere || names.includes(nameOf(path))
    })
    const madeOf = WIDGETS[name]?.madeOf ?? []
    const isOf = (path: string, widget: string) =>
      nameOf(path) === widget || (dirname(path) === homes.get(widget) && !names.includes(nameOf(path)))
    expect(foreign.filter((path) => !madeOf.some((widget) => isOf(path, widget)))).toEqual([])
    expect(madeOf.filter((widget) => !foreign.some((path) => isOf(path, widget)))).toEqual([])
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
