import { execFileSync } from 'node:child_process'

interface Process {
  readonly pid: number
  readonly parent: number
}

/** `pid` and every process below it. */
export function familyOf(pid: number): number[] {
  const all = listProcesses()
  const family = [pid]
  for (const member of family) {
    family.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid))
  }
  return family
}

/** Those of `pids` that still run. */
export function survivorsOf(pids: readonly number[]): number[] {
  const alive = new Set(listProcesses().map(({ pid }) => pid))
  return pids.filter((pid) => alive.has(pid))
}

/** The name of the program that a process runs. */
export function nameOf(pid: number): string {
  return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()
}

/** Every process of the machine, but for those that have ended and wait for their parent to notice. */
function listProcesses(): Process[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))
}
