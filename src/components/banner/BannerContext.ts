'use client'

import { createContext, useContext } from 'react'
import type { Context } from 'react'
import type { Recovered, Trouble } from '../incident/incident.js'

/** What a banner tells: trouble, or that it is over. */
export type News = Trouble | Recovered

export const BannerContext: Context<News | null> = createContext<News | null>(null)

/** What the banner around `part` tells. Throws an `Error` outside of one. */
export function useNews(part: string): News {
  const news = useContext(BannerContext)
  if (!news) throw new Error(`<Banner.${part}> has nothing to show here. Put it inside <Banner.Root>.`)
  return news
}
