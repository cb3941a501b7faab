import '../../src/styles/index.css'
import { describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { ComponentList } from '../../src/components/components/ComponentList.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import { ar } from '../../src/words/ar.js'
import { part, renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor } from './stagedMonitor.js'

const NAMES = ['auth (v2)', 'C++', '(old) mail', 'search', 'import', 'export']

/** How `text` looks in `node`: its signs from left to right. */
function seenOf(text: string, node: HTMLElement): string {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const found = walker.currentNode as Text
    const from = found.data.indexOf(text)
    if (from < 0) continue
    const signs = Array.from(text, (sign, index) => {
      const range = document.createRange()
      range.setStart(found, from + index)
      range.setEnd(found, from + index + 1)
      return { sign, left: range.getBoundingClientRect().left }
    })
    return signs
      .toSorted((one, other) => one.left - other.left)
      .map(({ sign }) => sign)
      .join('')
  }
  return `no "${text}"`
}

describe('in a page from right to left, names from left to right', () => {
  const down = { status: 'unhealthy', critical: false } as const
  const components = Object.fromEntries(NAMES.map((name) => [name, down]))

  it('read the same in a list, at the side where its lines begin (U23)', () => {
    renderKit(
      <div dir="rtl" style={{ inlineSize: 400 }}>
        <ComponentList />
      </div>,
      stagedMonitor({ ...searchDown, report: { components } }),
    )
    for (const name of NAMES) {
      const node = document.querySelector<HTMLElement>(`[data-component="${name}"] > *`)!
      expect(seenOf(name, node)).toBe(name)
      const range = document.createRange()
      range.selectNodeContents(node)
      expect(range.getBoundingClientRect().right).toBeCloseTo(node.getBoundingClientRect().right, 0)
    }
  })

  it('read the same in a message, and among all that is affected (U23)', async () => {
    const monitor = stagedMonitor({ ...searchDown, report: { components } })
    renderKit(
      <div dir="rtl">
        <WordsProvider words={ar}>
          <DegradedBanner showDelay={0} />
        </WordsProvider>
      </div>,
      monitor,
    )
    await monitor.pass(0)
    part('details').setAttribute('open', '')
    for (const name of NAMES) expect(seenOf(name, part('details'))).toBe(name)
    for (const name of NAMES.slice(0, 3)) expect(seenOf(name, part('message'))).toBe(name)
  })

  it('read the same in what is said of maintenance, as does its title (U23)', async () => {
    const title = 'Upgrade (part 2)'
    const window = { id: 'upgrade', title, startsAt: 0, components: NAMES }
    const monitor = stagedMonitor({ ...healthy, report: { maintenance: [window] } })
    renderKit(
      <div dir="rtl">
        <WordsProvider words={ar}>
          <MaintenanceBanner />
        </WordsProvider>
      </div>,
      monitor,
    )
    await monitor.pass(0)
    for (const text of [title, ...NAMES]) expect(seenOf(text, part('message'))).toBe(text)
  })
})
