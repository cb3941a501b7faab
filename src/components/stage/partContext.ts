'use client'

import { createContext, useContext } from 'react'
import type { Context } from 'react'

/** What a root gives its parts, and how a part gets it. */
export type PartContext<News> = readonly [context: Context<News | null>, useNews: (part: string) => News]

/** A context for the parts of `widget`. A part outside of its root throws an `Error` that says where it belongs. */
export function partContext<News>(widget: string): PartContext<News> {
  const context = createContext<News | null>(null)
  return [
    context,
    function useNews(part) {
      const news = useContext(context)
      if (!news) {
        throw new Error(`<${widget}.${part}> has nothing to show here. Put it inside <${widget}.Root>.`)
      }
      return news
    },
  ]
}
