import type { BreakerStore, FleetLink, FleetMember } from '../../../src/core.js'

/** A breaker that does nothing by itself, and remembers what it was told. */
export interface ScriptedMember {
  readonly link: FleetLink
  /** In order: 'connected', 'lost', 'closed', 'open', 'trial', 'wanted', 'trial lost'. */
  readonly heard: string[]
  /** The last state, and trial. */
  readonly last: {
    epoch: number
    remainingMs: number
    trial: Parameters<FleetMember['onTrial']>[0] | undefined
  }
}

export function scriptedMember(store: BreakerStore, name: string, quorum = 1): ScriptedMember {
  const heard: string[] = []
  const last: ScriptedMember['last'] = { epoch: -1, remainingMs: 0, trial: undefined }
  const member: FleetMember = {
    onConnected: (isConnected) => void heard.push(isConnected ? 'connected' : 'lost'),
    onFleet(state) {
      heard.push(state.kind)
      last.epoch = state.epoch
      last.remainingMs = state.kind === 'open' ? state.remainingMs : 0
    },
    onTrial(trial) {
      heard.push('trial')
      last.trial = trial
    },
    onTrialWanted: () => void heard.push('wanted'),
    onTrialLost: () => void heard.push('trial lost'),
  }
  return { link: store.join(name, quorum, member), heard, last }
}
