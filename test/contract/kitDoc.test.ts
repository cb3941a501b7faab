import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as kit from '../../src/index.js'
import { widgetsIn } from '../run/widgets.js'

const doc = readFileSync(new URL('../../docs/components.md', import.meta.url), 'utf8')
const accessibility = readFileSync(new URL('../../docs/accessibility.md', import.meta.url), 'utf8')

/** `Banner.Root`, and so on: the parts of every namespace that the door gives out. */
const parts = Object.entries(kit).flatMap(([name, value]) =>
  typeof value === 'object' && !('$$typeof' in value)
    ? Object.keys(value).map((part) => `${name}.${part}`)
    : [],
)

describe('docs/components.md', () => {
  it('has a section for each widget', () => {
    const headings = (doc.match(/^## .+$/gm) ?? []).join('\n')
    expect(widgetsIn(kit).filter((widget) => !headings.includes(widget))).toEqual([])
  })

  it('names each part that there is, and no other', () => {
    const lines = (doc.match(/^.*Parts: .+$/gm) ?? []).join('\n')
    const listed = lines.match(/(?<=`)[A-Z]\w+\.[A-Z]\w+(?=`)/g) ?? []
    expect([...new Set(listed)].toSorted()).toEqual(parts.toSorted())
  })

  it('names a hook of the door behind each widget', () => {
    const hooks = doc.match(/(?<=`)use[A-Z]\w+/g) ?? []
    expect(hooks.length).toBeGreaterThan(10)
    expect(hooks.filter((hook) => !(hook in kit))).toEqual([])
  })
})

describe('docs/accessibility.md', () => {
  it('tells of each widget, in a section of its own or of its like', () => {
    const headings = (accessibility.match(/^## .+$/gm) ?? []).join('\n')
    expect(widgetsIn(kit).filter((widget) => !headings.includes(widget))).toEqual([])
  })
})
