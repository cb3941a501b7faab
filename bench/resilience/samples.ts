/** What a row took, round by round: the same place in two of them is the same round. */
export type Samples = readonly number[]

/** The one in the middle: what the machine does besides is in a few rounds, at one end. */
export function median(values: Samples): number {
  const ascending = values.toSorted((one, other) => one - other)
  const middle = (ascending.length - 1) / 2
  const below = ascending[Math.floor(middle)] ?? Number.NaN
  const above = ascending[Math.ceil(middle)] ?? Number.NaN
  return (below + above) / 2
}

/** How often one row takes what the other does. The median of the rounds, as a round is slow or fast for all rows. */
export function ratio(row: Samples, other: Samples): number {
  return median(row.map((value, round) => value / at(other, round)))
}

/** What a row adds to the bare call. */
export function added(row: Samples, bare: Samples): number {
  return median(row.map((value, round) => value - at(bare, round)))
}

/** What a row adds to the bare call, as a share of what another one adds. */
export function share(row: Samples, other: Samples, bare: Samples): number {
  return median(row.map((value, round) => (value - at(bare, round)) / (at(other, round) - at(bare, round))))
}

function at(samples: Samples, round: number): number {
  return samples[round] ?? Number.NaN
}
