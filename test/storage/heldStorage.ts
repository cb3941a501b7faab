import type { StatusStorage } from '../../src/storage/storage.js'
import { settle } from '../../src/testing/fakeClock.js'

/** A storage each of whose calls waits until it is let go, and only then has an effect. */
export interface HeldStorage extends StatusStorage {
  /** The calls that changed something, or are about to, in the order in which they came. */
  readonly log: readonly string[]
  /** The data kept; `undefined` when there is none. */
  readonly content: unknown
  /** Lets the oldest waiting call go. */
  release(): Promise<void>
  /** Lets the newest waiting call go. */
  releaseLast(): Promise<void>
}

/** A held storage; one with `data` has a record of the first minute of 2026. */
export function heldStorage(data?: string): HeldStorage {
  const log: string[] = []
  const waiting: (() => void)[] = []
  let kept: unknown = data === undefined ? undefined : { version: 1, savedAt: Date.UTC(2026, 0), data }

  const held = <Result>(effect: () => Result) =>
    new Promise<Result>((resolve) => waiting.push(() => resolve(effect())))
  const letGo = async (call: (() => void) | undefined) => {
    if (!call) throw new Error('Expected a waiting call, got none.')
    call()
    await settle()
  }

  return {
    log,
    get content() {
      return dataOf(kept)
    },
    get: () => held(() => kept),
    set(_, value) {
      log.push(`set ${String(dataOf(value))}`)
      return held(() => void (kept = value))
    },
    delete() {
      log.push('delete')
      return held(() => void (kept = undefined))
    },
    release: () => letGo(waiting.shift()),
    releaseLast: () => letGo(waiting.pop()),
  }
}

function dataOf(envelope: unknown): unknown {
  return (envelope as { data?: unknown } | undefined)?.data
}
