import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import type { BreakerStore, FleetLink } from '../../src/resilience/sharing/breakerStore.js'
import { memoryBreakerStore } from '../../src/resilience/sharing/memoryBreakerStore.js'
import type { SharedBreaker } from '../../src/resilience/sharing/sharedBreaker.js'
import { sharedBreaker } from '../../src/resilience/sharing/sharedBreaker.js'
import { BREAK, NEVER } from './settings.js'
import type { Subject } from './subject.js'

/** One of two that share their state. */
export const connected = shared('shared', () => {
  const store = memoryBreakerStore()
  store.join('calls', 1, { ...deaf })
  return store
})

/** Its store was there, and now takes everything and answers nothing. */
export const hung = shared('shared, store hung', () => ({
  join(_name, _quorum, member) {
    queueMicrotask(() => {
      member.onConnected(true)
      member.onFleet({ kind: 'closed', epoch: 1 })
    })
    return silent
  },
}))

const nothing = () => {}
const deaf = {
  onFleet: nothing,
  onConnected: nothing,
  onTrial: nothing,
  onTrialWanted: nothing,
  onTrialLost: nothing,
}
const silent: FleetLink = {
  report: nothing,
  voteOpen: nothing,
  withdrawVote: nothing,
  requestTrial: nothing,
  withdrawTrial: nothing,
  endTrial: nothing,
  fleetCounts: () => new Promise(nothing),
  leave: nothing,
}

function shared(kind: string, store: () => BreakerStore): Subject<SharedBreaker> {
  return {
    name: `ours consecutive, ${kind}`,
    make: () =>
      sharedBreaker({
        name: 'calls',
        store: store(),
        tripAfter: consecutiveFailures(NEVER),
        resetAfter: BREAK,
      }),
    call: (instance, action) => instance.execute(action),
    dispose: (instance) => instance.leave(),
  }
}
