// In plain JavaScript for the caretaker, which runs as it stands: a loader would take ten times as long to start.
import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'

const ENDS_WITHIN_MS = 5000
const PAUSE_MS = 20

/**
 * Sends a signal to a process and to those that it has started. One that has ended meanwhile is no error.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalFamily(pid, signal) {
  // The parent first, so that it starts no further one meanwhile. PostgreSQL's make groups of their own.
  for (const each of [pid, ...childrenOf(pid)]) send(each, signal)
}

/**
 * Ends a database, frozen or not, as Ctrl-C does: killed, PostgreSQL leaves shared memory behind, of which a system has
 * only so many pieces. Kills it when it takes longer than that should.
 *
 * @param {number} pid
 */
export async function endFamily(pid) {
  signalFamily(pid, 'SIGCONT')
  send(pid, 'SIGINT')
  for (let waitedMs = 0; send(pid, 0) && waitedMs < ENDS_WITHIN_MS; waitedMs += PAUSE_MS) {
    await setTimeout(PAUSE_MS)
  }
  signalFamily(pid, 'SIGKILL')
}

/** Whether there is still such a process. */
function send(pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/**
 * @param {number} parent
 * @returns {number[]}
 */
export function childrenOf(parent) {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8', timeout: 5000 })
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (ppid === parent ? [pid] : []))
}
