'use client'

import { bannerWords } from '../../words/en.js'
import { labelOf } from '../components/labelOf.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { isTooManyToName } from '../text/troubleSentences.js'
import { useLabels, useWords } from '../WordsProvider.js'
import { useNews } from './BannerContext.js'

/** The state of a {@link BannerDetails}. */
export interface BannerDetailsState {
  /** All components at fault by their names in the report, critical ones first. */
  readonly affected: readonly string[]
}

/** Props of {@link BannerDetails}: those of a `details`, and `render`. `children` replace the summary and the list. */
export type BannerDetailsProps = PartProps<'details', BannerDetailsState>

/** Opens to the names of all affected components. There while they are more than the message names. */
export const BannerDetails: Part<'details', BannerDetailsProps> = definePart(function BannerDetails() {
  const { phase, snapshot } = useNews('Details')
  const { affected } = snapshot
  const words = useWords('banner', bannerWords)
  const labels = useLabels()
  if (phase === 'recovered' || !isTooManyToName(affected)) return null
  const children = (
    <>
      <summary>{words.allAffected}</summary>
      <ul>
        {affected.map((name) => (
          <li key={name}>{labelOf(name, labels)}</li>
        ))}
      </ul>
    </>
  )
  return ['details', { 'data-api-status': 'details', children }, { affected }]
})
