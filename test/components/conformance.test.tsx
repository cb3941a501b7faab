import { createRef, forwardRef } from 'react'
import type { ComponentType, ReactElement, ReactNode } from 'react'
import { fireEvent, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LastChecked } from '../../src/components/age/LastChecked.js'
import { ReportAge } from '../../src/components/age/ReportAge.js'
import { BannerRoot } from '../../src/components/banner/BannerRoot.js'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import * as Banner from '../../src/components/banner/parts.js'
import { ComponentList } from '../../src/components/components/ComponentList.js'
import * as Components from '../../src/components/components/parts.js'
import { FeatureGate } from '../../src/components/gate/FeatureGate.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import * as Gate from '../../src/components/gate/parts.js'
import { ReadOnlyGate } from '../../src/components/gate/ReadOnlyGate.js'
import * as Indicator from '../../src/components/indicator/parts.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { LatencyLine } from '../../src/components/latency/LatencyLine.js'
import * as Latency from '../../src/components/latency/parts.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import * as Maintenance from '../../src/components/maintenance/parts.js'
import * as Panel from '../../src/components/panel/parts.js'
import { StatusPanel } from '../../src/components/panel/StatusPanel.js'
import * as Startup from '../../src/components/startup/parts.js'
import { StartupGate } from '../../src/components/startup/StartupGate.js'
import * as Timeline from '../../src/components/timeline/parts.js'
import { StatusTimeline } from '../../src/components/timeline/StatusTimeline.js'
import * as Update from '../../src/components/update/parts.js'
import { UpdateBanner } from '../../src/components/update/UpdateBanner.js'
import { useMergedRef } from '../../src/components/useMergedRef.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import { recorded } from './recorded.js'
import { part, renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor, unreachable } from './stagedMonitor.js'

interface AnyProps {
  readonly [prop: string]: unknown
}

const inBanner = ({ children }: { readonly children: ReactNode }) => (
  <BannerRoot showDelay={0}>{children}</BannerRoot>
)
const Search = forwardRef<HTMLLIElement>((props, ref) => (
  <Components.Item {...props} ref={ref} name="search" />
))
const Group = forwardRef<HTMLDivElement>((props, ref) => (
  <Components.Group {...props} ref={ref} label="Finding" names={['search']} />
))
const inGroup = ({ children }: { readonly children: ReactNode }) => (
  <Components.Group label="Finding" names={['search']}>
    {children}
  </Components.Group>
)
const manyDown = { ...searchDown, affected: ['search', 'images', 'mail', 'export', 'import'] }
const planned = {
  ...healthy,
  report: {
    maintenance: [
      { id: 'move', title: 'Moving house', startsAt: Date.UTC(2026, 0, 1, 1), components: ['search'] },
    ],
  },
}
const deployed = { ...healthy, report: { service: { buildId: '2' } } }
const inMaintenance = ({ children }: { readonly children: ReactNode }) => (
  <Maintenance.Root>{children}</Maintenance.Root>
)
const Reload = forwardRef<HTMLButtonElement>((props, ref) => (
  <Update.Reload {...props} ref={ref} onReload={() => sessionStorage.clear()} />
))
const inUpdate = ({ children }: { readonly children: ReactNode }) => (
  <Update.Root buildId="1" settleFor={0}>
    {children}
  </Update.Root>
)
const Feature = forwardRef<HTMLDivElement>((props, ref) => (
  <FeatureGate {...props} ref={ref} needs="search" />
))
const inGate = ({ children }: { readonly children: ReactNode }) => <Gate.Root isClosed>{children}</Gate.Root>
const inStartup = ({ children }: { readonly children: ReactNode }) => (
  <Startup.Root quietFor={0} slowAfter={0} fallback={children} />
)
const inTimeline = ({ children }: { readonly children: ReactNode }) => (
  <Timeline.Root>{children}</Timeline.Root>
)
const inBars = ({ children }: { readonly children: ReactNode }) => (
  <Timeline.Root>
    <Timeline.Bars>{children}</Timeline.Bars>
  </Timeline.Root>
)
/** What is drawn in it can't be in the element that a test puts in its place. */
const Bars = forwardRef<SVGSVGElement>((props, ref) => (
  <Timeline.Bars {...props} ref={ref}>
    {false}
  </Timeline.Bars>
))
const Chart = forwardRef<SVGSVGElement>((props, ref) => (
  <Latency.Chart {...props} ref={ref}>
    {false}
  </Latency.Chart>
))
const inLatency = ({ children }: { readonly children: ReactNode }) => <Latency.Root>{children}</Latency.Root>
const alone = ({ children }: { readonly children: ReactNode }) => children

const cases: [
  name: string,
  Part: unknown,
  Around: (props: { children: ReactNode }) => ReactNode,
  state?: SnapshotSketch,
][] = [
  ['indicator', StatusIndicator, alone],
  ['indicator-label', Indicator.Label, alone],
  ['age', ReportAge, alone],
  ['last-checked', LastChecked, alone],
  ['components', ComponentList, alone],
  ['component-group', Group, alone],
  ['component-head', Components.Head, inGroup],
  ['component-list', Components.List, inGroup],
  ['component', Search, alone],
  ['component-name', Components.Name, inGroup],
  ['component-status', Components.Status, inGroup],
  ['panel', StatusPanel, alone],
  ['panel-head', Panel.Head, alone],
  ['panel-summary', Panel.Summary, alone],
  ['panel-title', Panel.Title, alone],
  ['retry', Panel.Retry, alone],
  ['panel-maintenance', Panel.Maintenance, alone, planned],
  ['gate', OfflineGate, alone],
  ['gate', Feature, alone],
  ['gate', ReadOnlyGate, alone],
  ['gate-front', Gate.Front, inGate],
  ['gate-notice', Gate.Notice, inGate],
  ['gate-content', Gate.Content, inGate],
  ['gate-fields', Gate.Fields, inGate],
  ['startup', StartupGate, alone, unreachable],
  ['startup-front', Startup.Front, inStartup, unreachable],
  ['startup-message', Startup.Message, inStartup, unreachable],
  ['startup-elapsed', Startup.Elapsed, inStartup, unreachable],
  ['startup-retry', Startup.Retry, inStartup, unreachable],
  ['startup-skip', Startup.Skip, inStartup, unreachable],
  ['banner', DegradedBanner, alone],
  ['message', Banner.Message, inBanner],
  ['countdown', Banner.Countdown, inBanner],
  ['retry', Banner.Retry, inBanner],
  ['dismiss', Banner.Dismiss, inBanner],
  ['details', Banner.Details, inBanner, manyDown],
  ['maintenance', MaintenanceBanner, alone],
  ['message', Maintenance.Message, inMaintenance, planned],
  ['countdown', Maintenance.Countdown, inMaintenance, planned],
  ['dismiss', Maintenance.Dismiss, inMaintenance, planned],
  ['update', UpdateBanner, alone],
  ['message', Update.Message, inUpdate, deployed],
  ['reload', Reload, inUpdate, deployed],
  ['dismiss', Update.Dismiss, inUpdate, deployed],
  ['timeline', StatusTimeline, alone],
  ['timeline-summary', Timeline.Summary, inTimeline],
  ['timeline-bars', Bars, inTimeline],
  ['timeline-bar', Timeline.Bar, inBars],
  ['timeline-detail', Timeline.Detail, inTimeline],
  ['timeline-table', Timeline.Table, inTimeline],
  ['latency', LatencyLine, alone],
  ['latency-summary', Latency.Summary, inLatency],
  ['latency-chart', Chart, inLatency],
]

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(cases)('the part "%s"', (name, component, Around, shown = searchDown) => {
  const Part = component as ComponentType<AnyProps>

  async function show(element: ReactElement): Promise<HTMLElement> {
    const monitor = stagedMonitor({ isStale: shown === searchDown, ...shown }, { reportAt: 0 })
    monitor.set({ history: recorded })
    renderKit(<Around>{element}</Around>, monitor)
    await monitor.pass(1500)
    return part(name)
  }

  it('passes DOM props, class name and style on, and the user’s aria wins (U27)', async () => {
    const node = await show(
      <Part
        id="mine"
        className="mine"
        style={{ order: 3 }}
        data-mine="1"
        aria-label="Mine"
        aria-live="assertive"
      />,
    )
    expect(node.id).toBe('mine')
    expect(node.getAttribute('class')).toBe('mine')
    expect(node.style.order).toBe('3')
    expect(node.dataset.mine).toBe('1')
    expect(node.getAttribute('aria-label')).toBe('Mine')
    expect(node.getAttribute('aria-live')).toBe('assertive')
  })

  it('gives its node to the ref (U27)', async () => {
    const ref = createRef<HTMLElement>()
    const node = await show(<Part ref={ref} />)
    expect(ref.current).toBe(node)
  })

  it('calls the user’s handlers (U27)', async () => {
    const onClick = vi.fn()
    const onFocus = vi.fn()
    const node = await show(<Part onClick={onClick} onFocus={onFocus} />)
    fireEvent.focus(node)
    fireEvent.click(node)
    expect(onClick).toHaveBeenCalledOnce()
    expect(onFocus).toHaveBeenCalledOnce()
  })

  it('renders an element of the user’s with the props of both, and React has no complaint (U27)', async () => {
    const consoleError = vi.spyOn(console, 'error')
    const onClick = vi.fn()
    const onClickToo = vi.fn()
    const ref = createRef<HTMLElement>()
    const refToo = createRef<HTMLElement>()
    const node = await show(
      <Part
        ref={ref}
        className="part"
        onClick={onClick}
        render={<article ref={refToo} className="element" title="Mine" onClick={onClickToo} />}
      />,
    )
    expect(node.localName).toBe('article')
    expect(node.getAttribute('title')).toBe('Mine')
    expect(node.getAttribute('class')).toBe('part element')
    expect(ref.current).toBe(node)
    expect(refToo.current).toBe(node)
    fireEvent.click(node)
    expect(onClick).toHaveBeenCalledOnce()
    expect(onClickToo).toHaveBeenCalledOnce()
    expect(consoleError).not.toHaveBeenCalled()
  })

  it('renders what a function makes of its props and state (U27)', async () => {
    const states: unknown[] = []
    const ref = createRef<HTMLElement>()
    const node = await show(
      <Part
        ref={ref}
        title="Mine"
        render={(props: AnyProps, state: unknown) => {
          states.push(state)
          return <article {...props} />
        }}
      />,
    )
    expect(node.localName).toBe('article')
    expect(node.getAttribute('title')).toBe('Mine')
    expect(ref.current).toBe(node)
    expect(Object.keys(states.at(-1) as object)).not.toEqual([])
  })
})

describe('a handler of the user’s', () => {
  it('keeps the part’s own from running by preventDefault', async () => {
    const monitor = stagedMonitor(searchDown)
    renderKit(
      <BannerRoot showDelay={0}>
        <Banner.Retry onClick={(event) => event.preventDefault()} />
      </BannerRoot>,
      monitor,
    )
    await monitor.pass(0)
    fireEvent.click(part('retry'))
    expect(monitor.checks).toBe(0)
  })
})

describe('the refs of a part, of its user’s and of the element in its place', () => {
  it('are let go each in its own way: by what it returned, or by null', () => {
    const calls: unknown[] = []
    const object = createRef<HTMLDivElement>()
    const plain = vi.fn()
    const returning = (node: unknown) => {
      calls.push(['attached', node])
      return () => void calls.push('let go')
    }
    const { result, rerender, unmount } = renderHook(({ first }) => useMergedRef(first, plain, returning), {
      initialProps: { first: object },
    })
    const merged = result.current as (node: unknown) => () => void
    const letGo = merged('node')
    expect(object.current).toBe('node')
    letGo()
    expect([object.current, plain.mock.calls]).toEqual([null, [['node'], [null]]])
    expect(calls).toEqual([['attached', 'node'], 'let go'])

    rerender({ first: object })
    expect(result.current).toBe(merged)
    rerender({ first: createRef() })
    expect(result.current).not.toBe(merged)
    unmount()
  })

  it('return nothing where none of them does, as React 18 wants it', () => {
    const object = createRef<unknown>()
    let held: unknown
    const hold = (node: unknown) => {
      held = node
    }
    const { result } = renderHook(() => useMergedRef(object, hold, null))
    expect((result.current as (node: unknown) => unknown)('other')).toBeUndefined()
    expect([object.current, held]).toEqual(['other', 'other'])
  })

  it('are called once while the part stays', () => {
    const ref = vi.fn()
    const refToo = vi.fn()
    const ui = () => <Gate.Front ref={ref} render={<aside ref={refToo} />} />
    const { rerender } = renderKit(inGate({ children: ui() }), stagedMonitor(healthy))
    ref.mockClear()
    refToo.mockClear()
    for (let again = 0; again < 2; again++) rerender(inGate({ children: ui() }))
    expect(ref).not.toHaveBeenCalled()
    expect(refToo).not.toHaveBeenCalled()
  })
})
