import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { randomUuid } from '../../../time/uuid.js'

/** A process that holds a file, as it says in the lock. */
export interface Holder {
  readonly token: string
  readonly pid: number
  readonly host: string
  /** Of this start of the machine, and of this container: what a process id means nothing without. */
  readonly machine: string | null
  /** When it was started: another process may have been given the same id since. */
  readonly startedAt: string | null
}

/** This process, under a token of its own for each file. */
export async function thisHolder(): Promise<Holder> {
  return {
    token: randomUuid(),
    pid: process.pid,
    host: hostname(),
    machine: await machine(),
    startedAt: (await processOf(process.pid))?.startedAt ?? null,
  }
}

/** Whether a holder lives, where that can be known from here; else only its heartbeat can tell. */
export async function isAlive(holder: Holder, here: Holder): Promise<boolean | undefined> {
  if (holder.host !== here.host || holder.machine !== here.machine) return undefined
  if (holder.startedAt !== null && here.startedAt !== null) {
    const found = await processOf(holder.pid)
    return found !== undefined && !found.isOver && found.startedAt === holder.startedAt
  }
  try {
    process.kill(holder.pid, 0)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? false : undefined
  }
}

/** Reads a lock; `undefined` where somebody has not written it to the end, or it is somebody else's. */
export function readHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null
    return typeof holder?.token === 'string' && typeof holder.pid === 'number'
      ? (holder as Holder)
      : undefined
  } catch {
    return undefined
  }
}

async function machine(): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return null
  }
}

/** What the system says of a process (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html); `undefined` where it is not there. */
async function processOf(pid: number): Promise<{ isOver: boolean; startedAt: string } | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name comes second, in parentheses, and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Killed, and nobody has taken note yet.
    return { isOver: /[ZXx]/.test(fields[0] ?? ''), startedAt: fields[19] ?? '' }
  } catch {
    return undefined
  }
}
