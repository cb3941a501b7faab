'use client'

import { createContext, useContext } from 'react'
import type { Context } from 'react'
import type { TimelineDay, TimelineState } from './readTimeline.js'

/** What the parts of a timeline share. */
export interface SharedTimeline extends TimelineState {
  /** The day that keyboard, finger or click came to last; the newest before. Tab leads to it. */
  readonly selected: TimelineDay | undefined
  /** The day that is told of: the one under the mouse, or else the selected one. */
  readonly shown: TimelineDay | undefined
  select(this: void, day: string | undefined): void
  /** The mouse is over that day, or over none. */
  point(this: void, day: string | undefined): void
}

export const TimelineContext: Context<SharedTimeline | null> = createContext<SharedTimeline | null>(null)

/** The timeline around `part`. Throws an `Error` outside of one. */
export function useTimeline(part: string): SharedTimeline {
  const timeline = useContext(TimelineContext)
  if (!timeline)
    throw new Error(`<Timeline.${part}> has no days to show here. Put it inside <Timeline.Root>.`)
  return timeline
}
