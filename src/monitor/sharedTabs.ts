import type { Timer } from '../time/clock.js'
import { withDeadline } from '../time/deadline.js'
import { createLeaderLock } from './leaderLock.js'
import { createLeaderWatch } from './leaderWatch.js'
import type { TabMessage } from './tabMessage.js'
import { readPost, toPost, VERSION } from './tabMessage.js'
import type { TabChannel, TabLocks, TabPlatform } from './tabPlatform.js'
import type { Tab, TabPorts, Tabs } from './tabs.js'
import { alone } from './tabs.js'

/** Locks that have not answered so many requests will not. */
const MOST_STEALS = 3
/** How long to wait for the word of a lock, in milliseconds. */
const LOCK_WAIT = 1000

/** How long a tab that joins waits for others to tell what they know, in milliseconds. */
const JOIN_WAIT = 100

/**
 * One poller for all tabs: whoever holds the lock leads, the next one in the queue follows when it closes or crashes.
 * A leader that hangs or is frozen keeps its lock, and hears of its loss only when it wakes; so followers take the lock
 * away from one that they no longer hear, and what it says afterwards carries an old term and is ignored.
 */
export function sharedTabs(platform: TabPlatform): Tabs {
  return (ports) => {
    const locks = platform.locks()
    return locks ? member(locks, platform, ports) : alone(ports)
  }
}

function member(locks: TabLocks, platform: TabPlatform, ports: TabPorts): Tab {
  const { clock, random } = ports
  // Tabs that cannot understand each other have no leader in common.
  const name = `react-api-status ${VERSION} ${ports.scope}`
  let channel: TabChannel | undefined
  let hasJoined = false
  /** The platform gives no lock or no channel after all: this tab leads for itself. */
  let isRefused = false
  /** The others have had their time to tell what they know. */
  let isInformed = false
  let informing: Timer | null = null
  let isLeading = false
  /** The newest term that was heard of, and the last one that was ours. */
  let term = 0
  let ownTerm = -1
  let isPublishing = false
  let steals = 0

  const lock = createLeaderLock({
    clock,
    locks,
    name,
    onHeld: lead,
    onLost() {
      stepDown()
      reconsider()
    },
    onRefused: beAlone,
  })
  const leader = createLeaderWatch({
    clock,
    random,
    onDoubt: () => post({ type: 'request', request: 'state' }),
    onSilence() {
      if (++steals > MOST_STEALS) beAlone()
      else lock.steal()
    },
  })

  function post(message: TabMessage): void {
    channel?.postMessage(toPost(message))
  }
  function postState(leads: 'visible' | 'hidden' | 'no'): void {
    post({ type: 'state', term, leads, state: ports.state() })
  }
  function postOwnState(): void {
    postState(ports.isVisible() ? 'visible' : 'hidden')
  }
  /** Once for all that changes in this turn. */
  function publish(): void {
    if (isPublishing || !isLeading) return
    isPublishing = true
    void Promise.resolve().then(() => {
      isPublishing = false
      if (isLeading) postOwnState()
    })
  }

  function lead(): void {
    const isElected = isInformed && (isRefused || lock.isHeld)
    if (isLeading || !hasJoined || !isElected || !ports.isWanted()) return
    leader.rest()
    steals = 0
    isLeading = true
    // As a clock moves on, a tab that has heard of nobody finds a newer term too; by chance, no two the same.
    term = ownTerm = Math.max(term + 1, clock.wallNow()) + random()
    ports.onLead()
    publish()
  }
  function stepDown(): void {
    if (!isLeading) return
    isLeading = false
    ports.onFollow()
  }
  function withdraw(): void {
    leader.rest()
    stepDown()
    lock.giveUp()
  }
  function resign(): void {
    const wasLeading = isLeading
    withdraw()
    // The last word, for whoever leads next: it may hear of its lock first.
    if (wasLeading) postState('no')
  }
  function beAlone(): void {
    lock.giveUp()
    leader.rest()
    isRefused = true
    channel?.close()
    channel = undefined
    inform()
    reconsider()
  }

  function reconsider(): void {
    if (!hasJoined) return
    if (!ports.isWanted()) return resign()
    if (isRefused) return lead()
    lock.seek()
    if (!isLeading) leader.watch()
    // Whether it can be seen may have changed.
    publish()
  }

  function inform(): void {
    if (informing) clock.clearTimeout(informing)
    informing = null
    isInformed = true
    lead()
  }

  function onMessage({ data }: MessageEvent): void {
    const message = readPost(data)
    if (!message) return
    if (message.type === 'state') return onState(message)
    if (message.type === 'news') return ports.onNews(message.news)
    if (isLeading) {
      publish()
      if (message.request !== 'state') ports.onRequest(message.request)
    } else if (message.request === 'state' && term === ownTerm) {
      // Nobody has led since this tab did.
      postState('no')
    }
  }
  function onState({ term: theirs, leads, state }: Extract<TabMessage, { type: 'state' }>): void {
    const isLed = leads !== 'no'
    if (isLed && theirs < term) return
    // Somebody took over, maybe while this tab could not hear of it: whatever lock it thinks it has, it has no more.
    if (isLed && theirs > term) withdraw()
    term = Math.max(term, theirs)
    ports.onState(state, isLed)
    if (isLed) leader.expect(Math.max(0, state.nextCheckIn) + ports.patience())
    inform()
    reconsider()
    if (leads === 'hidden' && ports.isVisible() && ports.isWanted() && !isLeading) leader.replace()
  }

  return {
    get isLeading() {
      return isLeading
    },
    join() {
      if (hasJoined) return
      hasJoined = true
      isRefused = isInformed = false
      channel = platform.channel(name)
      if (!channel) return beAlone()
      channel.onmessage = onMessage
      informing = clock.setTimeout(inform, JOIN_WAIT)
      post({ type: 'request', request: 'state' })
      reconsider()
    },
    leave() {
      if (!hasJoined) return
      hasJoined = false
      resign()
      if (informing) clock.clearTimeout(informing)
      informing = null
      channel?.close()
      channel = undefined
    },
    reconsider,
    ask(request) {
      post({ type: 'request', request })
      const isAwaited = request === 'check' || request === 'greet'
      if (isAwaited && hasJoined && !isLeading && ports.isWanted()) leader.awaitAnswer()
    },
    tell: (news) => post({ type: 'news', news }),
    publish,
    async claim(task, force) {
      const lockOf = (signal: AbortSignal) =>
        new Promise<(() => void) | null>((resolve, reject) => {
          locks
            .request(`${name} ${task}`, force ? { steal: true } : { ifAvailable: true }, (held) => {
              if (held && !signal.aborted) return new Promise<void>((release) => resolve(release))
              resolve(null)
              return undefined
            })
            .catch(reject)
        })
      // Where there are no locks, every tab has the right.
      return withDeadline({ clock, timeoutMs: LOCK_WAIT }, lockOf).catch(() => () => {})
    },
  }
}
