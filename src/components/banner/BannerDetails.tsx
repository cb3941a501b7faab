'use client'

import { bannerWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { isTooManyToName } from '../text/troubleSentences.js'
import { useWords } from '../WordsProvider.js'
import { useNews } from './BannerContext.js'

/** The state of a {@link BannerDetails}. */
export interface BannerDetailsState {
  /** The names of all components at fault, critical ones first. */
  readonly affected: readonly string[]
}

/** Props of {@link BannerDetails}: those of a `details`, and `render`. `children` replace the summary and the list. */
export type BannerDetailsProps = PartProps<'details', BannerDetailsState>

/** Opens to the names of all affected components. There while they are more than the message names. */
export const BannerDetails: Part<'details', BannerDetailsProps> = definePart(function BannerDetails() {
  const { phase, snapshot } = useNews('Details')
  const { affected } = snapshot
  const words = useWords('banner', bannerWords)
  if (phase === 'recovered' || !isTooManyToName(affected)) return null
  const children = (
    <>
      <summary>{words.allAffected}</summary>
      <ul>
        {affected.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  )
  return ['details', { 'data-api-status': 'details', children }, { affected }]
})
