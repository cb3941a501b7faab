'use client'

import type { Recovered, Trouble } from '../incident/incident.js'
import { partContext } from '../partContext.js'
import type { PartContext } from '../partContext.js'

/** What a banner tells: trouble, or that it is over. */
export type News = Trouble | Recovered

export const BannerContext: PartContext<News> = partContext('Banner')

/** What the banner around `part` tells. Throws an `Error` outside of one. */
export const useNews: PartContext<News>['use'] = BannerContext.use
