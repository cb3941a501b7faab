/** Buckets in a window: more would be more exact, and larger. */
const BUCKETS = 10
/** When a row without a bucket began: so long ago that nothing more belongs to it. */
const NEVER = -Infinity

/**
 * A few sums over the last `size` milliseconds, in constant memory. A bucket begins at the first event that no other
 * takes, takes those of the next tenth of the window, and leaves when its first is `size` old: nothing that old is
 * counted, whatever the gap, and nothing younger than nine tenths of it is forgotten.
 *
 * Times are milliseconds of a clock that never goes back.
 */
export class SlidingSums {
  readonly #size: number
  /** Numbers in a row: when its bucket began, and a sum for each column. */
  readonly #width: number
  /**
   * The first row: when the oldest bucket began, and the totals. The others are a ring of buckets. One plain array is
   * the smallest there is.
   */
  readonly #cells: number[]
  /** The row of the newest bucket. */
  #newest: number

  constructor(size: number, columns: number) {
    const width = columns + 1
    this.#size = size
    this.#width = this.#newest = width
    this.#cells = Array.from({ length: (BUCKETS + 1) * width }, (_, index) => (index % width ? 0 : NEVER))
  }

  /** Adds to a column, and lets go of what is too old. */
  add(now: number, column: number, amount = 1): void {
    const cells = this.#cells
    if (now - cells[0]! >= this.#size) this.expire(now)
    if ((now - cells[this.#newest]!) * BUCKETS >= this.#size) this.#begin(now)
    cells[this.#newest + column + 1]! += amount
    cells[column + 1]! += amount
  }

  /** The sum of a column, as of the last {@link add} or {@link expire}. */
  total(column: number): number {
    return this.#cells[column + 1]!
  }

  /** Lets go of what is too old. */
  expire(now: number): void {
    const cells = this.#cells
    let oldest = Infinity
    for (let row = this.#width; row < cells.length; row += this.#width) {
      if (now - cells[row]! >= this.#size) this.#drop(row)
      else oldest = Math.min(oldest, cells[row]!)
    }
    cells[0] = oldest
  }

  /** What {@link load} takes: for each bucket how old it is at `now`, and its sums. */
  save(now: number): number[] {
    const next = this.#newest + this.#width
    return [...this.#cells.slice(next), ...this.#cells.slice(this.#width, next)].map((cell, index) =>
      // A row without a bucket is no younger than one that leaves; and JSON has no infinity.
      index % this.#width ? cell : Math.min(now - cell, this.#size),
    )
  }

  /** Puts what {@link save} gave in the place of everything; it was at `savedAt`, by this clock. Ignores anything else. */
  load(savedAt: number, saved: readonly number[]): void {
    if (saved.length !== BUCKETS * this.#width || !saved.every(isSane)) return
    saved.forEach((cell, index) => {
      const column = index % this.#width
      if (!column) return this.#begin(savedAt - cell)
      this.#cells[this.#newest + column] = cell
      this.#cells[column]! += cell
    })
  }

  #begin(at: number): void {
    const cells = this.#cells
    this.#newest = (this.#newest + this.#width) % cells.length || this.#width
    this.#drop(this.#newest)
    cells[this.#newest] = at
    cells[0] = Math.min(cells[0]!, at)
  }

  #drop(row: number): void {
    for (let column = 1; column < this.#width; column++) {
      this.#cells[column]! -= this.#cells[row + column]!
      this.#cells[row + column] = 0
    }
    this.#cells[row] = NEVER
  }
}

function isSane(cell: number): boolean {
  return typeof cell === 'number' && cell >= 0 && cell <= Number.MAX_SAFE_INTEGER
}
