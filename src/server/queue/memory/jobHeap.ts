/** What has the smallest number, at hand: a binary heap. */
export class JobHeap<Item> {
  readonly #items: Item[] = []
  readonly #numberOf: (item: Item) => number

  constructor(numberOf: (item: Item) => number) {
    this.#numberOf = numberOf
  }

  get first(): Item | undefined {
    return this.#items[0]
  }

  push(item: Item): void {
    const items = this.#items
    let at = items.length
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#numberOf(items[above]!) <= this.#numberOf(item)) break
      items[at] = items[above]!
      at = above
    }
    items[at] = item
  }

  pop(): Item | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (last !== undefined && items.length > 0) this.#sink(last)
    return first
  }

  #sink(item: Item): void {
    const items = this.#items
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= items.length) break
      if (below + 1 < items.length && this.#isBefore(items[below + 1]!, items[below]!)) below++
      if (!this.#isBefore(items[below]!, item)) break
      items[at] = items[below]!
      at = below
    }
    items[at] = item
  }

  #isBefore(one: Item, other: Item): boolean {
    return this.#numberOf(one) < this.#numberOf(other)
  }
}
