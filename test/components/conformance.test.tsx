import { createRef } from 'react'
import type { ComponentType, ReactElement, ReactNode } from 'react'
import { fireEvent } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ReportAge } from '../../src/components/age/ReportAge.js'
import { BannerRoot } from '../../src/components/banner/BannerRoot.js'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import * as Banner from '../../src/components/banner/parts.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { mergeProps } from '../../src/components/mergeProps.js'
import { part, renderKit } from './renderKit.js'
import { searchDown, stagedMonitor } from './stagedMonitor.js'

interface AnyProps {
  readonly [prop: string]: unknown
}

const inBanner = ({ children }: { readonly children: ReactNode }) => (
  <BannerRoot showDelay={0}>{children}</BannerRoot>
)
const alone = ({ children }: { readonly children: ReactNode }) => children

const cases: [name: string, Part: unknown, Around: (props: { children: ReactNode }) => ReactNode][] = [
  ['indicator', StatusIndicator, alone],
  ['age', ReportAge, alone],
  ['gate', OfflineGate, alone],
  ['banner', DegradedBanner, alone],
  ['message', Banner.Message, inBanner],
  ['countdown', Banner.Countdown, inBanner],
  ['retry', Banner.Retry, inBanner],
  ['dismiss', Banner.Dismiss, inBanner],
]

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(cases)('the part "%s"', (name, component, Around) => {
  const Part = component as ComponentType<AnyProps>

  async function show(element: ReactElement): Promise<HTMLElement> {
    const monitor = stagedMonitor({ ...searchDown, isStale: true }, { reportAt: 0 })
    renderKit(<Around>{element}</Around>, monitor)
    await monitor.pass(1500)
    return part(name)
  }

  it('passes DOM props, class name and style on, and the user’s aria wins', async () => {
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
    expect(node.className).toBe('mine')
    expect(node.style.order).toBe('3')
    expect(node.dataset.mine).toBe('1')
    expect(node.getAttribute('aria-label')).toBe('Mine')
    expect(node.getAttribute('aria-live')).toBe('assertive')
  })

  it('gives its node to the ref', async () => {
    const ref = createRef<HTMLElement>()
    const node = await show(<Part ref={ref} />)
    expect(ref.current).toBe(node)
  })

  it('calls the user’s handlers', async () => {
    const onClick = vi.fn()
    const onFocus = vi.fn()
    const node = await show(<Part onClick={onClick} onFocus={onFocus} />)
    fireEvent.focus(node)
    fireEvent.click(node)
    expect(onClick).toHaveBeenCalledOnce()
    expect(onFocus).toHaveBeenCalledOnce()
  })

  it('renders an element of the user’s with the props of both, and React has no complaint', async () => {
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
    expect(node.tagName).toBe('ARTICLE')
    expect(node.title).toBe('Mine')
    expect(node.className).toBe('part element')
    expect(ref.current).toBe(node)
    expect(refToo.current).toBe(node)
    fireEvent.click(node)
    expect(onClick).toHaveBeenCalledOnce()
    expect(onClickToo).toHaveBeenCalledOnce()
    expect(consoleError).not.toHaveBeenCalled()
  })

  it('renders what a function makes of its props and state', async () => {
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
    expect(node.tagName).toBe('ARTICLE')
    expect(node.title).toBe('Mine')
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

describe('two refs of one part', () => {
  it('are let go each in its own way: by what it returned, or by null', () => {
    const calls: unknown[] = []
    const object = createRef<unknown>()
    const returning = (node: unknown) => {
      calls.push(['attached', node])
      return () => calls.push('let go')
    }
    const first = mergeProps({ ref: object }, { ref: returning }).ref as (node: unknown) => () => void
    const letGo = first('node')
    expect(object.current).toBe('node')
    letGo()
    expect(object.current).toBeNull()
    expect(calls).toEqual([['attached', 'node'], 'let go'])

    let held: unknown
    const plain = mergeProps({ ref: object }, { ref: (node: unknown) => (held = node) })
    const second = plain.ref as (node: unknown) => unknown
    expect(second('other')).toBeUndefined()
    expect([object.current, held]).toEqual(['other', 'other'])
  })
})
