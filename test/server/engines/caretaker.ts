import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { join } from 'node:path'

/** What would outlive the tests, if they ended before they have ended it. */
export type Left = { readonly pid: number } | { readonly folder: string }

let helper: ChildProcess | undefined

/**
 * Has a process or a folder ended or removed when this process has ended, be it killed. Gives what says that this was done.
 * `process.on('exit')` does not do: it is not called in a process that is killed, as Vitest does with its workers.
 */
export function leaveToCaretaker(left: Left): () => void {
  const tell = (news: 'made' | 'gone') => theHelper().stdin?.write(`${JSON.stringify({ news, ...left })}\n`)
  tell('made')
  return () => void tell('gone')
}

function theHelper(): ChildProcess {
  if (helper) return helper
  const path = join(import.meta.dirname, 'caretakerProcess.mjs')
  // In a group of its own, which Ctrl-C in a terminal does not reach.
  helper = spawn(process.execPath, [path], { stdio: ['pipe', 'ignore', 'inherit'], detached: true })
  helper.unref()
  const pipe = helper.stdin as Socket
  pipe.unref()
  // Without it nothing is lost but the caretaker itself.
  pipe.on('error', () => {})
  return helper
}
