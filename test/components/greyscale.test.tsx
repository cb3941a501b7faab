import { cleanup } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { ComponentList } from '../../src/components/components/ComponentList.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { StatusTimeline } from '../../src/components/timeline/StatusTimeline.js'
import type { SomeWords } from '../../src/components/WordsProvider.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import { NO_POLLS } from '../../src/health/history.js'
import type { HealthStatus } from '../../src/health/status.js'
import '../../src/styles/index.css'
import tokens from '../../src/styles/tokens.css?raw'
import { componentWords, indicatorWords } from '../../src/words/en.js'
import { part, parts, renderKit } from './renderKit.js'
import { stagedMonitor } from './stagedMonitor.js'
import type { StagedMonitor } from './stagedMonitor.js'

/** Of what is painted of two shapes, so much is painted of one of them alone. */
const LEAST_DIFFERENCE = 0.2
/** The same for two bars, which have their lower half in common. */
const LEAST_DIFFERENCE_OF_BARS = 0.1

/** Room for one bar, in pixels. */
const BAR_ROOM = 10

type Style = Readonly<Record<string, string>>

/** All colours as one, so that the shape alone is left. */
const oneColor = Object.fromEntries(
  [...tokens.matchAll(/(--api-status-[\w-]+): light-dark/g)].map(([, name]) => [name, '#333333']),
)
/** All texts as one too. */
const oneWord: SomeWords = {
  indicator: same(indicatorWords),
  components: { status: same(componentWords.status) },
}

const HEADLINES = ['checking', 'healthy', 'degraded', 'unhealthy', 'offline', 'unknown'] as const
const COMPONENT_STATES = ['healthy', 'degraded', 'unhealthy', 'unknown'] as const

describe.each([
  ['in one colour', oneColor],
  ['in greys, of the light scheme', { filter: 'grayscale(1)', colorScheme: 'light' }],
  ['in greys, of the dark scheme', { filter: 'grayscale(1)', colorScheme: 'dark' }],
] as const)('%s', (_, style) => {
  it('each status has a shape that no other has (U1)', async () => {
    const pictures = await picturesOf(<StatusIndicator />, 'indicator', HEADLINES, style)
    expect(alike(pictures)).toEqual([])
  })

  it('each component’s status too (U1)', async () => {
    const pictures = await picturesOf(<ComponentList />, 'component-status', COMPONENT_STATES, style)
    expect(alike(pictures)).toEqual([])
  })

  it('each kind of day in the timeline too, also one without data (U1)', async () => {
    expect(alike(await picturesOfDays(style), LEAST_DIFFERENCE_OF_BARS)).toEqual([])
  })
})

it('of one status, each shape in a list is as large as the next', async () => {
  const components = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`part ${index}`, 'healthy' as const]),
  )
  renderPlain(<ComponentList />, stagedMonitor({ source: 'live', report: { components } }), oneColor)
  // Small enough to be shown unscaled.
  await page.viewport(414, 600)
  const extents = (await photograph(parts('component-status'))).map(extentOf)
  expect(extents).toHaveLength(8)
  expect([...new Set(extents)]).toHaveLength(1)
})

it('a picture is told from itself by nothing', async () => {
  const pictures = await picturesOf(<StatusIndicator />, 'indicator', ['healthy'], oneColor)
  const again = await picturesOf(<StatusIndicator />, 'indicator', ['healthy'], oneColor)
  const twice = new Map([...pictures, ...[...again.values()].map((picture) => ['again', picture] as const)])
  expect([...differences(twice)]).toEqual([['healthy, again', 0]])
})

/** Those of which one could be taken for the other. */
function alike(pictures: ReadonlyMap<string, ImageData>, least = LEAST_DIFFERENCE): string[] {
  return [...differences(pictures)]
    .filter(([, difference]) => !(difference > least))
    .map(([pair, difference]) => `${pair}: ${difference}`)
}

/** How much each two differ, as a share of what is painted in either. */
function differences(pictures: ReadonlyMap<string, ImageData>): Map<string, number> {
  const entries = [...pictures]
  const found = new Map<string, number>()
  for (const [index, [name, picture]] of entries.entries()) {
    for (const [otherName, other] of entries.slice(index + 1)) {
      const [a, b] = [inkOf(picture), inkOf(other)]
      const painted = a.filter((ink, at) => ink || (b[at] ?? false)).length
      found.set(`${name}, ${otherName}`, a.filter((ink, at) => ink !== b[at]).length / painted)
    }
  }
  return found
}

/** Which pixels are painted: those that stand out from the one in the corner. */
function inkOf({ data }: ImageData): boolean[] {
  const lightness = Array.from(
    { length: data.length / 4 },
    (_, at) => ((data[at * 4] ?? 0) + (data[at * 4 + 1] ?? 0) + (data[at * 4 + 2] ?? 0)) / 3,
  )
  return lightness.map((value) => Math.abs(value - (lightness[0] ?? 0)) > 64)
}

/** How many columns and rows something is painted in. */
function extentOf(picture: ImageData): string {
  const painted = inkOf(picture).flatMap((ink, at) => (ink ? [at] : []))
  const columns = new Set(painted.map((at) => at % picture.width))
  const rows = new Set(painted.map((at) => Math.floor(at / picture.width)))
  return `${columns.size} by ${rows.size}`
}

/** What people see of a part in the size that it usually has, in each status. */
async function picturesOf(
  ui: ReactElement,
  name: string,
  statuses: readonly (typeof HEADLINES)[number][],
  style: Style,
): Promise<Map<string, ImageData>> {
  for (const status of statuses) {
    const components = { one: { status: status as HealthStatus, critical: false } }
    renderPlain(ui, stagedMonitor({ status, source: 'live', report: { components } }), style)
  }
  const pictures = await photograph(parts(name))
  cleanup()
  return new Map(pictures.map((picture, index) => [statuses[index] ?? '', picture]))
}

/** What people see of the bars of a week in the width that they have in a narrow window: one kind of day each. */
async function picturesOfDays(style: Style): Promise<Map<string, ImageData>> {
  const kinds = HEADLINES.filter((status) => status !== 'checking')
  const monitor = stagedMonitor()
  const days = kinds.map((status, index) => ({ day: dayOf(index), polls: { ...NO_POLLS, [status]: 9 } }))
  // Then a gap, and a day that ends it.
  const last = { day: dayOf(kinds.length + 1), polls: { ...NO_POLLS, healthy: 9 } }
  monitor.set({ history: { days: [...days, last] } })
  const count = kinds.length + 2
  renderPlain(<StatusTimeline days={count} style={{ inlineSize: count * BAR_ROOM }} />, monitor, style)
  const [bars] = await photograph([part('timeline-bars')])
  cleanup()
  if (!bars) throw new Error('There is no picture of the bars.')
  const { data, width, height } = bars
  const pictures = new Map<string, ImageData>()
  for (const [index, kind] of [...kinds, 'no data'].entries()) {
    const column = new ImageData(BAR_ROOM, height)
    for (let y = 0; y < height; y++) {
      const from = (y * width + Math.round((index * width) / count)) * 4
      column.data.set(data.subarray(from, from + BAR_ROOM * 4), y * BAR_ROOM * 4)
    }
    pictures.set(kind, column)
  }
  return pictures
}

function dayOf(index: number): string {
  return new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
}

function renderPlain(ui: ReactElement, monitor: StagedMonitor, style: Style): void {
  renderKit(
    <div style={{ ...style, background: 'Canvas', padding: 4, font: '16px/1.5 sans-serif' }}>
      <WordsProvider words={oneWord}>{ui}</WordsProvider>
    </div>,
    monitor,
  )
  for (const animation of document.getAnimations()) animation.cancel()
}

/** Cuts each node out of one picture of the page: to take one is slow. */
async function photograph(nodes: readonly HTMLElement[]): Promise<ImageData[]> {
  const base64 = await page.elementLocator(document.body).screenshot({ save: false })
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  if (!canvas) throw new Error('There is no canvas to look at the picture with.')
  canvas.drawImage(bitmap, 0, 0)
  const body = document.body.getBoundingClientRect()
  const scale = bitmap.width / body.width
  return nodes.map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect()
    const from = [(x - body.x) * scale, (y - body.y) * scale].map(Math.round) as [number, number]
    const size = [width * scale, height * scale].map(Math.round) as [number, number]
    return canvas.getImageData(...from, ...size)
  })
}

function same<Texts extends object>(texts: Texts): Texts {
  return Object.fromEntries(Object.keys(texts).map((name) => [name, '\u00A0'])) as Texts
}
