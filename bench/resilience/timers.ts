import { createHook } from 'node:async_hooks'
import { macrotask } from './macrotask.js'
import { succeed } from './prepare.js'
import type { Subject } from './subject.js'

const INSTANCES = 100

/** Timers that run for each instance which has made a call and has nothing to do. */
export interface IdleTimers {
  /** All of them. */
  readonly running: number
  /** Those that keep the process alive. */
  readonly held: number
}

/** Counts the timers of idle instances. Slows down what comes after it: the hook that counts sees every promise. */
export async function idleTimersOf(subject: Subject): Promise<IdleTimers> {
  const running = new Set<number>()
  const hook = createHook({
    init: (id, type) => type === 'Timeout' && running.add(id),
    destroy: (id) => running.delete(id),
  })
  const heldBefore = timersHeld()
  hook.enable()
  const instances = Array.from({ length: INSTANCES }, () => subject.make(succeed))
  for (const instance of instances) await subject.call(instance, succeed)
  // The end of a timer is told in a later turn.
  for (let turn = 0; turn < 3; turn++) await macrotask()
  hook.disable()
  const held = timersHeld() - heldBefore
  for (const instance of instances) subject.dispose?.(instance)
  return { running: running.size / INSTANCES, held: held / INSTANCES }
}

function timersHeld(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
}
