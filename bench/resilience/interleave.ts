import type { Random } from '../../src/time/random.js'
import { macrotask } from './macrotask.js'
import type { Samples } from './samples.js'
import type { Trial } from './trial.js'

/** Options of {@link interleave}. */
export interface InterleaveOptions {
  /** Rounds that count. */
  readonly rounds: number
  /** Rounds before them, in which the machine learns the code. */
  readonly warmUp: number
  /** Puts each round in an order of its own. */
  readonly random: Random
}

/** Runs every trial once in each round, so that whatever else slows the machine slows all of them. */
export async function interleave(
  trials: readonly Trial[],
  { rounds, warmUp, random }: InterleaveOptions,
): Promise<ReadonlyMap<Trial, Samples>> {
  const samples = new Map<Trial, number[]>(trials.map((trial) => [trial, []]))
  for (let round = -warmUp; round < rounds; round++) {
    for (const trial of shuffled(trials, random)) {
      await macrotask()
      const taken = await trial.run()
      if (round >= 0) samples.get(trial)?.push(taken)
    }
  }
  return samples
}

/** In an order of chance. */
function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const drawn = items.map((item) => ({ item, lot: random() }))
  return drawn.toSorted((one, other) => one.lot - other.lot).map(({ item }) => item)
}
