/** The seam for chance: a number in [0, 1). */
export type Random = () => number

/** The platform's own chance. */
export const systemRandom: Random = () => Math.random()

/** A number between `lower` and `upper`, evenly. */
export function uniform(random: Random, lower: number, upper: number): number {
  return lower + (upper - lower) * random()
}
