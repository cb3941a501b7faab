import { describe, expect, it } from 'vitest'
import type { Contract } from '../../src/components/contract.js'
import { CSS_VARIABLES } from '../../src/components/contract.js'
import type { Exhibit } from './exhibits/exhibit.js'
import { STATES } from './exhibits/exhibit.js'
import { renderKit } from './renderKit.js'
import { stagedMonitor } from './stagedMonitor.js'

const contracts = byFolder(
  import.meta.glob<Contract>('../../src/components/*/contract.ts', { import: 'contract', eager: true }),
)
const exhibits = byFolder(import.meta.glob<Exhibit>('./exhibits/*.tsx', { import: 'exhibit', eager: true }))
const stylesheets = import.meta.glob<string>('../../src/styles/!(index).css', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const allParts: Contract = Object.assign({}, ...contracts.values())

/** What each part of a document carries, over all states of an exhibit. */
async function carriedIn({ ui, states = STATES, visit }: Exhibit): Promise<Map<string, Set<string>>> {
  const carried = new Map<string, Set<string>>()
  const monitor = stagedMonitor({}, { reportAt: 0 })
  renderKit(ui, monitor)
  for (const state of states) {
    monitor.show({ isStale: false, ...state })
    await monitor.pass(10_000)
    await visit?.(monitor)
    for (const node of document.querySelectorAll<HTMLElement | SVGElement>('[data-api-status]')) {
      const part = node.dataset['apiStatus'] ?? ''
      const names = node.getAttributeNames().filter((name) => name.startsWith('data-'))
      carried.set(part, new Set([...(carried.get(part) ?? []), ...names]))
    }
  }
  return carried
}

describe.each([...contracts])('the contract of "%s"', (folder, contract) => {
  it('names each part, and what it carries, as it is rendered (U28)', async () => {
    const exhibit = exhibits.get(folder)
    if (!exhibit) throw new Error(`Show these widgets in test/components/exhibits/${folder}.tsx.`)
    const carried = await carriedIn(exhibit)
    const undocumented = [...carried].flatMap(([part, names]) => {
      const documented = ['data-api-status', ...Object.keys(allParts[part]?.attributes ?? {})]
      return [...names].filter((name) => !(part in allParts) || !documented.includes(name))
    })
    const absent = Object.entries(contract).flatMap(([part, { attributes = {} }]) =>
      ['data-api-status', ...Object.keys(attributes)].filter((name) => !carried.get(part)?.has(name)),
    )
    expect({ undocumented, absent }).toEqual({ undocumented: [], absent: [] })
  })
})

describe('the stylesheet', () => {
  const read = new Map<string, Set<string>>()
  const css = Object.values(stylesheets).join('\n')
  for (const [part, names] of variablesByPart(css)) read.set(part, names)

  it('has rules for parts that there are, and reads the variables that they name', () => {
    const written = Object.fromEntries([...read].map(([part, names]) => [part, [...names].toSorted()]))
    const documented = Object.fromEntries(
      Object.entries(allParts)
        .filter(([part, { variables = [] }]) => variables.length > 0 || read.has(part))
        .map(([part, { variables = [] }]) => [part, [...variables].toSorted()]),
    )
    expect(documented).toEqual(written)
  })

  it('has no specificity, so that any rule of the app wins', () => {
    const selectors = styleRules(css).map(({ selectorText }) => selectorText)
    expect(selectors.length).toBeGreaterThan(50)
    expect(selectors.filter((selector) => !isWithoutSpecificity(selector))).toEqual([])
  })

  it('sets and reads no variable that is not documented', () => {
    const named = new Set(css.match(/--api-status-[\w-]+/g))
    expect([...named].toSorted()).toEqual(Object.keys(CSS_VARIABLES).toSorted())
  })
})

/** Which variables the rules for each part read. */
function variablesByPart(css: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { selectorText, style } of styleRules(css)) {
    const variables = [...style.cssText.matchAll(/var\((--api-status-[\w-]+)/g)].map(([, name = '']) => name)
    for (const [, part = ''] of selectorText.matchAll(/\[data-api-status="([\w-]+)"\]/g)) {
      found.set(part, new Set([...(found.get(part) ?? []), ...variables]))
    }
  }
  return found
}

/** All of it is in `:where()`, but for pseudo-elements, which that cannot hold. */
function isWithoutSpecificity(selector: string): boolean {
  const outside = selector.replaceAll(/\([^()]*\)/g, '')
  if (outside !== selector) return isWithoutSpecificity(outside)
  return outside.split(', ').every((each) => /^(:where)+(::[\w-]+)?$/.test(each))
}

/** All style rules of a stylesheet, as Chromium reads it. */
function styleRules(css: string): CSSStyleRule[] {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return rulesIn(sheet.cssRules)

  function rulesIn(rules: CSSRuleList): CSSStyleRule[] {
    const found: CSSStyleRule[] = []
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) found.push(rule)
      if ('cssRules' in rule) found.push(...rulesIn(rule.cssRules as CSSRuleList))
    }
    return found
  }
}

/** Modules by the folder, or the file, that they are named after. */
function byFolder<Value>(modules: Record<string, Value>): Map<string, Value> {
  return new Map(
    Object.entries(modules).map(([path, value]) => [
      path.replace('/contract.ts', '').replace('.tsx', '').split('/').at(-1) ?? '',
      value,
    ]),
  )
}
