'use client'

import type { Recovered, Trouble } from '../incident/incident.js'
import { partContext } from '../stage/partContext.js'
import type { PartContext } from '../stage/partContext.js'

/** What a banner tells: trouble, or that it is over. */
export type News = Trouble | Recovered

const banner: PartContext<News> = partContext('Banner')

export const BannerContext: PartContext<News>[0] = banner[0]

/** What the banner around `part` tells. Throws an `Error` outside of one. */
export const useNews: PartContext<News>[1] = banner[1]
