import { isObject } from '../formats/fields.js'
import type { SharedState } from './sharedState.js'
import { isBreakerNews, readSharedState } from './sharedState.js'
import type { TabNews, TabRequest } from './tabs.js'

/** Raised with the shape of messages, and with the words in them: after a deploy, tabs with the old code may be open beside the new. */
export const VERSION = 1

/** What one tab says to all others. */
export type TabMessage =
  | {
      readonly type: 'state'
      /** Whose word counts: that of the highest term. A leader that was frozen wakes with an old one. */
      readonly term: number
      readonly leads: 'visible' | 'hidden' | 'no'
      readonly state: SharedState
    }
  | { readonly type: 'request'; readonly request: TabRequest }
  | { readonly type: 'news'; readonly news: TabNews }

/** A message as it is posted. */
export function toPost(message: TabMessage): object {
  return { version: VERSION, ...message }
}

const REQUESTS: readonly unknown[] = ['state', 'check', 'greet', 'alive', 'failing'] satisfies TabRequest[]

/** A message as it came; `null` for whatever else is said on the channel, and for other versions. */
export function readPost(data: unknown): TabMessage | null {
  if (!isObject(data) || data['version'] !== VERSION) return null
  const message = data as unknown as TabMessage
  switch (message.type) {
    case 'state': {
      const state = readSharedState(message.state)
      return state && Number.isFinite(message.term) ? { ...message, state } : null
    }
    case 'news':
      return isNews(message.news) ? message : null
    case 'request':
      return REQUESTS.includes(message.request) ? message : null
    default:
      return null
  }
}

function isNews(news: unknown): boolean {
  return (
    isBreakerNews(news) || (isObject(news) && news['type'] === 'forgot' && Number.isFinite(news['times']))
  )
}
