import type { SeenHeadline } from '../../health/history.js'
import type { Finding } from './readTimeline.js'

/** A piece of a bar: its status, and where it is from the top, in percent of the height. */
export type BarPiece = readonly [status: SeenHeadline, y: number, height: number]

/** Up to here the shares of a day are drawn to scale, in percent of the height. */
export const BASE = 56
/** How high the worst status of a day rises. It can be told so without its colour, on the narrowest bar. */
const PEAKS: Readonly<Partial<Record<SeenHeadline, number>>> = { degraded: 76, unhealthy: 100 }
/** What hovers above a day on which nobody could tell how the service was. */
const HOVERING: readonly BarPiece[] = [
  ['offline', 25, 11],
  ['unknown', 35, 4],
  ['unknown', 25, 4],
]

/** A day's pieces. Those of the shares overlap, the first being behind: each reaches down to the ground. */
export function barShape(findings: readonly Finding[]): readonly BarPiece[] {
  const worst = findings[0]?.status
  let above = 0
  const shares = findings.map(({ status, share }): BarPiece => {
    const height = status === worst ? (PEAKS[status] ?? BASE) : BASE * (1 - above)
    above += share
    return [status, 100 - height, height]
  })
  return [...shares, ...HOVERING.filter(([status]) => status === worst)]
}
