'use client'

import type { TimelineWords } from '../../words/grammar/words.js'
import { partContext } from '../partContext.js'
import type { PartContext } from '../partContext.js'
import type { TimelineDay, TimelineState } from './readTimeline.js'

/** What the parts of a timeline share. */
export interface SharedTimeline extends TimelineState {
  readonly words: TimelineWords
  /** The day that keyboard, finger or click came to last; the newest before. Tab leads to it. */
  readonly selected: TimelineDay | undefined
  /** The day that is told of: the one under the mouse, or else the selected one. */
  readonly shown: TimelineDay | undefined
  select(this: void, day: string | undefined): void
  /** The mouse is over that day, or over none. */
  point(this: void, day: string | undefined): void
}

export const TimelineContext: PartContext<SharedTimeline> = partContext('Timeline')

/** The timeline around `part`. Throws an `Error` outside of one. */
export const useTimeline: PartContext<SharedTimeline>['use'] = TimelineContext.use
