import type { Clock, Timer } from '../time/clock.js'
import type { TabLocks } from './tabPlatform.js'

/** The lock that the tab which leads holds. The browser frees it when the tab is closed or crashes. */
export interface LeaderLock {
  readonly isHeld: boolean
  /** Waits in line for it, unless it is held or waited for. */
  seek(): void
  /** Takes it away from whoever holds it. */
  steal(): void
  /** Neither holds it nor waits for it. */
  giveUp(): void
}

/** What it is made of. */
export interface LeaderLockPorts {
  readonly clock: Clock
  readonly locks: TabLocks
  readonly name: string
  onHeld(): void
  /** Another tab took it. */
  onLost(): void
  /** There are no locks here after all. */
  onRefused(): void
}

/** One request; `release` is there once it has been granted. */
interface Request {
  readonly withdrawal: AbortController
  release: (() => void) | null
  settling: Timer | null
}

/** A lock that is asked for, held, given up and lost. */
export function createLeaderLock(ports: LeaderLockPorts): LeaderLock {
  const { clock, locks, name } = ports
  let current: Request | null = null

  /** Forgets the request, and leaves no timer. */
  const drop = (): Request | null => {
    const dropped = current
    if (dropped?.settling) clock.clearTimeout(dropped.settling)
    current = null
    return dropped
  }
  const giveUp = () => {
    const dropped = drop()
    dropped?.withdrawal.abort()
    dropped?.release?.()
  }
  const settled = (request: Request) => {
    request.settling = null
    ports.onHeld()
  }
  const request = (steal: boolean) => {
    giveUp()
    const mine: Request = { withdrawal: new AbortController(), release: null, settling: null }
    current = mine
    const grant = () =>
      new Promise<void>((release) => {
        if (current !== mine) return release()
        mine.release = release
        // A tab that hung is granted the lock late, and may have lost it since: it hears of that first.
        mine.settling = clock.setTimeout(() => settled(mine), 0)
      })
    locks
      .request(name, steal ? { steal } : { signal: mine.withdrawal.signal }, grant)
      .catch((error: unknown) => {
        if (current !== mine) return
        drop()
        if (error instanceof Error && error.name === 'AbortError') ports.onLost()
        else ports.onRefused()
      })
  }

  return {
    get isHeld() {
      return current !== null && current.release !== null && current.settling === null
    },
    seek() {
      if (!current) request(false)
    },
    steal: () => request(true),
    giveUp,
  }
}
