import type { BreakerFact } from '../api/routes.js'
import type { FaultMode, Faults, FaultTarget } from '../faultTargets.js'

// Plain fetch: breaking things is no business of the app's, so its outcomes are no evidence for the monitor.

export async function readFaults(): Promise<Faults> {
  return read(await fetch('/faults'))
}

export async function setFault(target: FaultTarget, mode: FaultMode, latencyMs: number): Promise<Faults> {
  return read(await fetch('/faults', { method: 'POST', body: JSON.stringify({ target, mode, latencyMs }) }))
}

export async function readBreakers(): Promise<readonly BreakerFact[]> {
  return read(await fetch('/api/breakers'))
}

async function read<Data>(response: Response): Promise<Data> {
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return (await response.json()) as Data
}
