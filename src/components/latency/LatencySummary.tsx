'use client'

import { latencyWords } from '../../words/en.js'
import type { HeadingProps } from '../headingLevel.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { useLatencies } from './LatencyContext.js'
import type { Latencies } from './readLatencies.js'

/** Props of {@link LatencySummary}: those of a `div`, `render`, and the level of its heading. `children` replace all. */
export type LatencySummaryProps = PartProps<'div', Latencies> & HeadingProps

/** How long the last answer took, a usual one, and the longest; and which of them the line leaves out, if it does. */
export const LatencySummary: Part<'div', LatencySummaryProps> = definePart(function LatencySummary({
  headingLevel = 3,
  ...user
}: LatencySummaryProps) {
  const latencies = useLatencies('Summary')
  const words = useWords('latency', latencyWords)
  const { figures } = latencies
  const Heading = `h${headingLevel}` as const
  const { format } = new Intl.NumberFormat(useLocale(), {
    style: 'unit',
    unit: 'millisecond',
    maximumFractionDigits: 0,
  })
  const children = (
    <>
      <Heading>{words.label}</Heading>{' '}
      <span>
        {figures
          ? words.summary(format(figures.latest), format(figures.usual), format(figures.longest))
          : words.none}{' '}
        {figures && figures.longest > figures.ceiling && words.beyond(format(figures.ceiling))}
      </span>
    </>
  )
  return ['div', { 'data-api-status': 'latency-summary', children }, latencies, user]
})
