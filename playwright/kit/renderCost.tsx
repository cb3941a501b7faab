import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { StatusTimeline, WordsProvider } from '../../src/index.js'
import { TestApiStatusProvider } from '../../src/testing.js'
import { stateIn } from './situations.js'

const ROUNDS = 25

/** What a timeline of 90 days costs, and 90 plain bars in the same run: milliseconds, layout included. */
export interface RenderCost {
  readonly timeline: number
  readonly plainBars: number
}

/** Renders both again and again, in turns. The fastest counts: what others do on the machine only ever adds. */
export function measureRenderCost(): RenderCost {
  const timeline = (
    <TestApiStatusProvider {...stateIn('healthy')}>
      <WordsProvider words={{}}>
        <StatusTimeline />
      </WordsProvider>
    </TestApiStatusProvider>
  )
  const cost = { timeline: Infinity, plainBars: Infinity }
  for (let round = 0; round < ROUNDS; round++) {
    cost.timeline = Math.min(cost.timeline, costOf(timeline))
    cost.plainBars = Math.min(cost.plainBars, costOf(plainBars))
  }
  return cost
}

const plainBars = (
  <svg>
    {Array.from({ length: 90 }, (_, index) => (
      <rect key={index} x={`${index}%`} y="0" width="0.8%" height="100%" />
    ))}
  </svg>
)

function costOf(element: ReactElement): number {
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  const before = performance.now()
  flushSync(() => root.render(element))
  container.getBoundingClientRect()
  const cost = performance.now() - before
  root.unmount()
  container.remove()
  return cost
}
