import { describe, expect, it } from 'vitest'
import { ATTRIBUTES, CSS_VARIABLES, PARTS } from '../../src/components/attributes.js'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import { part, renderKit } from './renderKit.js'
import {
  healthy,
  offline,
  readOnly,
  searchDown,
  signedOut,
  stagedMonitor,
  unreachable,
} from './stagedMonitor.js'

const stylesheets = import.meta.glob<string>('../../src/styles/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const docs = import.meta.glob<string>('../../docs/components.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const states: SnapshotSketch[] = [
  {},
  healthy,
  searchDown,
  readOnly,
  unreachable,
  offline,
  signedOut,
  { ...searchDown, source: 'restored', isStale: true },
]

const kit = (
  <>
    <StatusIndicator />
    <DegradedBanner showDelay={0} minShow={0} />
    <OfflineGate fallback="Offline.">Content</OfflineGate>
    <OfflineGate>Content</OfflineGate>
  </>
)

/** Every data attribute that the kit writes in any state, with its values. */
async function writtenAttributes(): Promise<Map<string, Set<string>>> {
  const written = new Map<string, Set<string>>()
  const monitor = stagedMonitor({}, { reportAt: 0 })
  renderKit(kit, monitor)
  for (const state of states) {
    monitor.show({ isStale: false, ...state })
    await monitor.pass(10_000)
    for (const node of document.querySelectorAll('[data-api-status]')) {
      for (const { name, value } of node.attributes) {
        if (name.startsWith('data-')) written.set(name, (written.get(name) ?? new Set()).add(value))
      }
    }
  }
  return written
}

describe('the attributes', () => {
  it('that are documented are those that the kit writes', async () => {
    const written = await writtenAttributes()
    expect([...written.keys()].toSorted()).toEqual(Object.keys(ATTRIBUTES).toSorted())
    expect([...(written.get('data-api-status') ?? [])].toSorted()).toEqual(Object.keys(PARTS).toSorted())
  })

  it('are on each root, with the state of what it shows', async () => {
    const monitor = stagedMonitor({ ...unreachable, isStale: true })
    renderKit(
      <>
        <StatusIndicator />
        <DegradedBanner showDelay={0} />
        <OfflineGate>Content</OfflineGate>
      </>,
      monitor,
    )
    await monitor.pass(0)
    for (const root of ['indicator', 'banner', 'gate']) {
      expect(Object.fromEntries(Object.entries(part(root).dataset))).toEqual({
        apiStatus: root,
        status: 'unhealthy',
        cause: 'unreachable',
        stale: '',
        source: 'live',
      })
    }
  })

  it('that the stylesheet reads are documented, custom properties too', () => {
    const css = Object.values(stylesheets).join('\n')
    const attributes = [...css.matchAll(/\[(data-[\w-]+)/g)].map(([, name]) => name)
    const parts = [...css.matchAll(/\[data-api-status='([\w-]+)'/g)].map(([, name]) => name)
    const variables = [...css.matchAll(/--api-status-[\w-]+/g)].map(([name]) => name)
    expect(Object.keys(ATTRIBUTES)).toEqual(expect.arrayContaining([...new Set(attributes)]))
    expect(Object.keys(PARTS)).toEqual(expect.arrayContaining([...new Set(parts)]))
    expect([...new Set(variables)].toSorted()).toEqual(Object.keys(CSS_VARIABLES).toSorted())
  })

  it('are in the docs, with the same sentences', () => {
    const text = Object.values(docs).join('')
    for (const [name, sentence] of Object.entries({ ...ATTRIBUTES, ...PARTS, ...CSS_VARIABLES })) {
      expect(text).toContain(`| \`${name}\` | ${sentence} |`)
    }
  })
})
