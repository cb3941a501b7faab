import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Order } from './orders.js'

/** One text file per order, in a directory that somebody else looks after: it is used and never made here. */
export class PackingSlips {
  readonly #directory: string
  readonly #delay: () => Promise<void>

  /** @param delay Takes as long as the disk is told to be slow. */
  constructor(directory: string, delay: () => Promise<void>) {
    this.#directory = directory
    this.#delay = delay
  }

  /** Whether the slip was written. An order is good without one. */
  async write(order: Order): Promise<boolean> {
    const text = `Order ${order.id}\n${order.quantity} × ${order.item}\nfor ${order.customer}\n`
    await this.#delay()
    return writeFile(join(this.#directory, `slip-${order.id}.txt`), text).then(
      () => true,
      () => false,
    )
  }
}
