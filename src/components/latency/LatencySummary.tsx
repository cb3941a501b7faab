'use client'

import { latencyWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { useLatencies } from './LatencyContext.js'
import type { Latencies } from './readLatencies.js'

/** Props of {@link LatencySummary}: those of a `div`, and `render`. `children` replace the text. */
export type LatencySummaryProps = PartProps<'div', Latencies>

/** How long the last answer took, a usual one, and the longest; and which of them the line leaves out, if it does. */
export const LatencySummary: Part<'div', LatencySummaryProps> = definePart(function LatencySummary() {
  const latencies = useLatencies('Summary')
  const words = useWords('latency', latencyWords)
  const { figures } = latencies
  const inMs = new Intl.NumberFormat(useLocale(), {
    style: 'unit',
    unit: 'millisecond',
    maximumFractionDigits: 0,
  })
  const children = (
    <>
      <b>{words.label}</b>{' '}
      <span>
        {figures
          ? words.summary(
              inMs.format(figures.latest),
              inMs.format(figures.usual),
              inMs.format(figures.longest),
            )
          : words.none}{' '}
        {figures && figures.longest > figures.ceiling && words.beyond(inMs.format(figures.ceiling))}
      </span>
    </>
  )
  return ['div', { 'data-api-status': 'latency-summary', children }, latencies]
})
