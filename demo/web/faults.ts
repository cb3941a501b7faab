import type { FaultMode, Faults, FaultTarget } from '../faultTargets.js'

// Plain fetch: breaking things is no business of the app's, so its outcomes are no evidence for the monitor.

export async function readFaults(): Promise<Faults> {
  return read(await fetch('/faults'))
}

export async function setFault(target: FaultTarget, mode: FaultMode, latencyMs: number): Promise<Faults> {
  return read(await fetch('/faults', { method: 'POST', body: JSON.stringify({ target, mode, latencyMs }) }))
}

async function read(response: Response): Promise<Faults> {
  if (!response.ok) throw new Error(`The control server answered ${response.status}.`)
  return (await response.json()) as Faults
}
