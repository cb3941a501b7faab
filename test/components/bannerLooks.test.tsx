import '../../src/styles/index.css'
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import * as Panel from '../../src/components/panel/parts.js'
import { UpdateBanner } from '../../src/components/update/UpdateBanner.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import type { Words } from '../../src/words/grammar/words.js'
import { part, parts, renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor, unreachable } from './stagedMonitor.js'

const modules = import.meta.glob<Record<string, Words>>('../../src/words/*.ts', { eager: true })
const languages = Object.entries(modules).map(([path, module]) => {
  const name = path.replace(/^.*\/|\.ts$/g, '')
  return [name, module[name] as Words] as const
})

/** Which parts stand side by side, line by line: "message | countdown | retry dismiss". */
function linesOf(...names: readonly string[]): string {
  const lines = new Map<number, string[]>()
  for (const name of names) {
    const { top, bottom } = part(name).getBoundingClientRect()
    // All of a line are centred on it.
    const middle = Math.round((top + bottom) / 2)
    const line = [...lines.keys()].find((each) => Math.abs(each - middle) <= 1) ?? middle
    lines.set(line, [...(lines.get(line) ?? []), name])
  }
  return [...lines.values()].map((line) => line.join(' ')).join(' | ')
}

describe('a banner with the stylesheet', () => {
  it.each(languages)('leaves no button behind in "%s", however wide its place', async (name, words) => {
    const monitor = stagedMonitor(searchDown)
    monitor.poll({ nextCheckAt: monitor.clock.wallNow() + 29_000 })
    renderKit(
      <div data-testid="place" lang={name} style={{ font: '0.9375rem Arial, sans-serif' }}>
        <WordsProvider words={words}>
          <DegradedBanner showDelay={0} />
        </WordsProvider>
      </div>,
      monitor,
    )
    await monitor.pass(0)
    const place = screen.getByTestId('place')
    const seen = new Set<string>()
    for (let width = 310; width <= 1250; width += 10) {
      place.style.inlineSize = `${width}px`
      seen.add(linesOf('message', 'countdown', 'retry', 'dismiss'))
    }
    expect([...seen]).toEqual([
      'message | countdown | retry dismiss',
      'message | countdown retry dismiss',
      'message countdown retry dismiss',
    ])
  })

  it('has its buttons side by side in a window of 320 px, and none over another', async () => {
    const monitor = stagedMonitor(searchDown)
    renderKit(
      <div style={{ inlineSize: '18rem' }}>
        <DegradedBanner showDelay={0} />
      </div>,
      monitor,
    )
    await monitor.pass(0)
    expect(linesOf('message', 'countdown', 'retry', 'dismiss')).toBe('message | countdown | retry dismiss')
    const [retry, dismiss] = [part('retry'), part('dismiss')].map((node) => node.getBoundingClientRect())
    expect(retry?.right).toBeLessThanOrEqual(dismiss?.left ?? 0)
  })

  it('has buttons of 44 pixels and more (U10)', async () => {
    const monitor = stagedMonitor(searchDown)
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    for (const button of screen.getAllByRole('button')) {
      expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
      expect(button.getBoundingClientRect().width).toBeGreaterThanOrEqual(44)
    }
    expect(screen.getAllByRole('button')).toHaveLength(2)
  })

  it('counts down without moving what is beside it (U8)', async () => {
    const monitor = stagedMonitor(unreachable)
    monitor.poll({ nextCheckAt: monitor.clock.wallNow() + 29_000 })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    const places = new Set<number>()
    for (let second = 0; second < 19; second++) {
      places.add(part('retry').getBoundingClientRect().left)
      await monitor.pass(1000)
    }
    expect(places.size).toBe(1)
  })

  it('moves nothing when it lies over the page (U11)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner style={{ position: 'fixed', inset: '1rem 1rem auto' }} />
        <p>The page</p>
      </>,
      monitor,
    )
    const before = screen.getByText('The page').getBoundingClientRect().top
    monitor.show(unreachable)
    await monitor.pass(10_000)
    expect(part('banner').getBoundingClientRect().height).toBeGreaterThan(0)
    expect(screen.getByText('The page').getBoundingClientRect().top).toBe(before)
  })

  it('moves nothing when the page has kept room for it (U11)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <div style={{ minBlockSize: '12rem' }}>
          <DegradedBanner />
        </div>
        <p>The page</p>
      </>,
      monitor,
    )
    const before = screen.getByText('The page').getBoundingClientRect().top
    monitor.show(unreachable)
    await monitor.pass(10_000)
    expect(part('banner').hidden).toBe(false)
    expect(screen.getByText('The page').getBoundingClientRect().top).toBe(before)
  })

  it('has its own edge in a panel too, and room between that and the panel’s', async () => {
    const monitor = stagedMonitor(searchDown)
    renderKit(
      <Panel.Root>
        <p>One</p>
        <DegradedBanner showDelay={0} />
      </Panel.Root>,
      monitor,
    )
    await monitor.pass(0)
    const { borderBlockStartColor, borderBlockEndColor } = getComputedStyle(part('banner'))
    expect(borderBlockStartColor).toBe(borderBlockEndColor)
    const [banner, panel] = [part('banner'), part('panel')].map((node) => node.getBoundingClientRect())
    expect((panel?.bottom ?? 0) - (banner?.bottom ?? 0)).toBeGreaterThan(16)
  })

  it.each([
    ['trouble', <DegradedBanner key="1" />],
    ['maintenance', <MaintenanceBanner key="2" />],
    ['an update', <UpdateBanner key="3" />],
  ])('takes no room while it has nothing to tell: %s (U11)', async (_, banner) => {
    const monitor = stagedMonitor(healthy)
    const { container } = renderKit(banner, monitor)
    await monitor.pass(0)
    expect(container.getBoundingClientRect().height).toBe(0)
    expect(['banner', 'maintenance', 'update'].flatMap(parts)).toHaveLength(1)
  })
})
