'use client'

import { createContext, useContext } from 'react'
import type { Context } from 'react'

/** What a root gives its parts, and how a part gets it. */
export type PartContext<News> = readonly [context: Context<News | null>, useNews: (part: string) => News]

/** A context for the parts of `widget`. A part outside of its root throws an `Error` that says what it lacks there. */
export function partContext<News>(widget: string, lack = 'nothing to show'): PartContext<News> {
  const context = createContext<News | null>(null)
  return [
    context,
    function useNews(part) {
      const news = useContext(context)
      if (!news) {
        throw new Error(`<${widget}.${part}> has ${lack} here. Put it inside <${widget}.Root>.`)
      }
      return news
    },
  ]
}
