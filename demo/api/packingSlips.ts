import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from './orders.js'

/** One text file per order, in a directory that somebody else looks after: it is used and never made here. */
export class PackingSlips {
  readonly #directory: string
  readonly #latencyMs: () => number

  /** @param latencyMs How slow the disk is told to be. */
  constructor(directory: string, latencyMs: () => number) {
    this.#directory = directory
    this.#latencyMs = latencyMs
  }

  /** Whether the slip was written. An order is good without one. */
  async write(order: Order): Promise<boolean> {
    const text = `Order ${order.id}\n${order.quantity} × ${order.item}\nfor ${order.customer}\n`
    return this.#write(`slip-${order.id}.txt`, text).then(
      () => true,
      () => false,
    )
  }

  /** For the health check: really writes a file and removes it. Throws when that fails. */
  async probe(signal: AbortSignal): Promise<void> {
    await this.#write('.probe', 'Can this directory be written to?\n', signal)
    await rm(join(this.#directory, '.probe'), { force: true })
  }

  async #write(name: string, text: string, signal?: AbortSignal): Promise<void> {
    await sleep(this.#latencyMs(), undefined, { ...(signal && { signal }) })
    await writeFile(join(this.#directory, name), text, { ...(signal && { signal }) })
  }
}
