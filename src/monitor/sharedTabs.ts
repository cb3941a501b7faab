import type { Timer } from '../time/clock.js'
import { uniform } from '../time/random.js'
import type { TabMessage } from './tabMessage.js'
import { readPost, toPost } from './tabMessage.js'
import type { Tab, TabPorts, Tabs } from './tabs.js'
import { alone } from './tabs.js'

/** What sharing takes from the platform. The objects of a browser fit as they are. */
export interface TabPlatform {
  /** https://w3c.github.io/web-locks/ `undefined` where there are none: outside secure contexts, for one. */
  locks(): TabLocks | undefined
  /** https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts */
  channel(name: string): TabChannel | undefined
}

/** The part of a `LockManager` that is used. */
export interface TabLocks {
  request(
    name: string,
    options: {
      readonly signal?: AbortSignal
      readonly steal?: boolean
      readonly ifAvailable?: boolean
    },
    hold: (lock: object | null) => Promise<void> | undefined,
  ): Promise<unknown>
}

/** The part of a `BroadcastChannel` that is used. */
export interface TabChannel {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: unknown): void
  close(): void
}

/** How long a tab that joins waits for others to tell what they know, in milliseconds. */
const JOIN_WAIT = 100
/** A leader that says nothing for so long when asked is hung or frozen. In milliseconds. */
const ANSWER_WAIT = 1000
/** Two that miss the same leader should not take over in the same instant. In milliseconds. */
const TAKEOVER_SPREAD = 250

/** Standing for election; `release` is there while the lock is held. */
interface Candidacy {
  readonly withdrawal: AbortController
  release: (() => void) | null
}

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
  const name = `react-api-status ${ports.scope}`
  let channel: TabChannel | undefined
  let hasJoined = false
  /** The platform gives no lock or no channel after all: this tab leads for itself. */
  let isRefused = false
  /** The others have had their time to tell what they know. */
  let isInformed = false
  let informing: Timer | null = null
  let candidacy: Candidacy | null = null
  let isLeading = false
  /** The newest term that was heard of, and the last one that was ours. */
  let term = 0
  let ownTerm = -1
  /** When the leader has to have been heard again, on our clock. */
  let expectedBy: number | null = null
  let silence: Timer | null = null
  let isPublishing = false

  const post = (message: TabMessage) => channel?.postMessage(toPost(message))
  const isFollowing = () => hasJoined && !isLeading && ports.isWanted()

  function publish(): void {
    if (isPublishing || !isLeading) return
    isPublishing = true
    // Once for all that changes in this turn.
    void Promise.resolve().then(() => {
      isPublishing = false
      if (isLeading) postOwnState()
    })
  }
  const postOwnState = () => postState(ports.isVisible() ? 'visible' : 'hidden')
  function postState(leads: 'visible' | 'hidden' | 'no'): void {
    post({ type: 'state', term, leads, state: ports.state() })
  }

  /** `steal`: takes the lock away from a leader that is silent, or that nobody looks at. */
  function stand(steal = false): void {
    candidacy?.withdrawal.abort()
    const mine: Candidacy = { withdrawal: new AbortController(), release: null }
    candidacy = mine
    if (isRefused) return hold(mine, () => {})
    locks
      .request(
        name,
        steal ? { steal } : { signal: mine.withdrawal.signal },
        () => new Promise<void>((release) => hold(mine, release)),
      )
      .catch(() => {
        if (candidacy !== mine) return
        candidacy = null
        if (mine.release) stepDown()
        else beAlone()
        reconsider()
      })
  }
  function hold(mine: Candidacy, release: () => void): void {
    if (candidacy !== mine) return release()
    mine.release = release
    lead()
  }
  function lead(): void {
    if (isLeading || !candidacy?.release || !isInformed) return
    clearSilence()
    isLeading = true
    // As a clock moves on, a tab that has heard of nobody finds a newer term too.
    term = ownTerm = Math.max(term + 1, clock.wallNow())
    ports.onLead()
    publish()
  }
  function stepDown(): void {
    if (!isLeading) return
    isLeading = false
    ports.onFollow()
  }
  function withdraw(): void {
    clearSilence()
    const mine = candidacy
    candidacy = null
    mine?.withdrawal.abort()
    stepDown()
    mine?.release?.()
  }
  function resign(): void {
    // What this turn has brought is still to be heard.
    if (isLeading && isPublishing) postOwnState()
    withdraw()
  }
  /** The platform gives us no lock after all. */
  function beAlone(): void {
    isRefused = true
    channel?.close()
    channel = undefined
    inform()
  }

  function reconsider(): void {
    if (!hasJoined) return
    if (!ports.isWanted()) return resign()
    if (!candidacy) stand()
    if (!isLeading && !silence) watch()
  }

  /** Waits for word of the leader: asks for it before it is missed, and takes over when it stays away. */
  function watch(): void {
    const patience = expectedBy === null ? JOIN_WAIT : expectedBy - clock.now() - ANSWER_WAIT
    silence = clock.setTimeout(
      () => {
        post({ type: 'request', request: 'state' })
        awaitAnswer()
      },
      Math.max(0, patience),
    )
  }
  function awaitAnswer(): void {
    clearSilence()
    const patience = ANSWER_WAIT + uniform(random, 0, TAKEOVER_SPREAD)
    silence = clock.setTimeout(() => {
      stand(true)
      awaitAnswer()
    }, patience)
  }
  function clearSilence(): void {
    if (silence) clock.clearTimeout(silence)
    silence = null
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
    if (theirs < term || theirs === ownTerm) return
    term = theirs
    // Somebody took over while this tab could not hear of it.
    if (isLeading) withdraw()
    ports.onState(state, leads !== 'no')
    if (leads !== 'no') {
      expectedBy = clock.now() + Math.max(0, state.nextCheckIn) + ports.patience()
      clearSilence()
    }
    inform()
    if (leads === 'hidden' && ports.isVisible() && isFollowing()) stand(true)
    reconsider()
  }

  return {
    get isLeading() {
      return isLeading
    },
    join() {
      if (hasJoined) return
      hasJoined = true
      isRefused = isInformed = false
      expectedBy = null
      channel = platform.channel(name)
      if (channel) {
        channel.onmessage = onMessage
        informing = clock.setTimeout(inform, JOIN_WAIT)
        post({ type: 'request', request: 'state' })
      } else beAlone()
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
      if (isAwaited && isFollowing()) awaitAnswer()
    },
    tell: (news) => post({ type: 'news', news }),
    publish,
    claim: (task, force) =>
      new Promise((resolve) => {
        locks
          .request(`${name} ${task}`, force ? { steal: true } : { ifAvailable: true }, (lock) => {
            if (lock) return new Promise<void>((release) => resolve(release))
            resolve(null)
            return undefined
          })
          .catch(() => resolve(() => {}))
      }),
  }
}
