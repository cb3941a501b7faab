import { FAILURES } from './settings.js'
import type { Action, Subject } from './subject.js'

/** An instance in the state that a row is about, and the action that it is to call from now on. */
export interface Prepared {
  readonly subject: Subject
  readonly instance: unknown
  readonly action: Action
}

/** One that has seen nothing yet. */
export function fresh(subject: Subject, action = succeed): Prepared {
  return { subject, instance: subject.make(action), action }
}

/** One that has seen as many failures in a row as it takes to open. */
export async function opened(subject: Subject, action = fail): Promise<Prepared> {
  const instance = subject.make(action)
  for (let failures = 0; failures < FAILURES; failures++) {
    await Promise.resolve(subject.call(instance, action)).catch(() => {})
  }
  return { subject, instance, action }
}

/** One that has seen so many calls go well, and from now on each fails. */
export async function filled(subject: Subject, calls: number): Promise<Prepared> {
  let isDown = false
  const action: Action = async () => {
    if (isDown) throw failure
    return 1
  }
  const instance = subject.make(action)
  for (let made = 0; made < calls; made++) await subject.call(instance, action)
  isDown = true
  return { subject, instance, action }
}

const failure = new Error('The back end is down.')

/** The call that goes well. */
export const succeed: Action = async () => 1

/** The call that fails. */
export const fail: Action = async () => {
  throw failure
}
