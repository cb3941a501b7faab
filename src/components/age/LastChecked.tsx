'use client'

import { useApiStatus } from '../../react/useApiStatus.js'
import { useNow } from '../../react/useNow.js'
import { ageWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { formatAgo } from './formatAgo.js'

/** The state of a {@link LastChecked}. */
export interface LastCheckedState {
  /** When a check last had its outcome, in epoch milliseconds; `null` before any. */
  readonly lastChecked: number | null
}

/** Props of {@link LastChecked}: those of a `time`, and `render`. `children` replace the text. */
export type LastCheckedProps = PartProps<'time', LastCheckedState>

/** How often the age is looked at anew, in milliseconds: the text is never further behind than this. */
const LOOK_EVERY = 5000

/**
 * When somebody last looked how the service is: "Checked just now", "Checked 20 seconds ago". Right again after a sleep
 * as soon as timers run. Each tick, and each poll, re-renders this text alone.
 */
export const LastChecked: Part<'time', LastCheckedProps> = definePart(function LastChecked() {
  const lastChecked = useApiStatus((api) => api.lastChecked)
  const now = useNow(lastChecked === null ? null : LOOK_EVERY)
  const words = useWords('age', ageWords)
  const locale = useLocale()
  const state: LastCheckedState = { lastChecked }
  const own = { 'data-api-status': 'last-checked', children: words.neverChecked }
  if (lastChecked === null) return ['time', own, state]

  const ago = now !== null && formatAgo(now - lastChecked, locale, words.justNow)
  const dateTime = new Date(lastChecked).toISOString()
  return ['time', { ...own, dateTime, children: ago && words.lastChecked(ago) }, state]
})
