import { vi } from 'vitest'
import type { FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import type { PolicyOptions } from '../../src/resilience/policy.js'
import { policy } from '../../src/resilience/policy.js'
import type { RetryOptions } from '../../src/resilience/retry.js'
import { FakeClock, settle } from '../../src/testing/fakeClock.js'

/** A policy on a clock of its own, and without chance. */
export function trial<
  const Fallbacks extends FallbackStrategy | readonly FallbackStrategy[] = readonly never[],
>(options: PolicyOptions<Fallbacks> = {}, clock = new FakeClock()) {
  return { clock, policy: policy({ clock, random: () => 0, ...options }) }
}

/** An action whose attempts end in these ways, one after the other, and then always in the last: errors are thrown. */
export function scripted(...endings: readonly unknown[]) {
  let attempt = 0
  return vi.fn(async () => {
    const ending = endings[Math.min(attempt++, endings.length - 1)]
    if (ending instanceof Error) throw ending
    return ending
  })
}

/** An action that takes so long, whatever its signal says. */
export function lasting<Result>(clock: FakeClock, ms: number, result: Result) {
  return vi.fn(
    () =>
      new Promise<Result>((resolve) => {
        clock.setTimeout(() => resolve(result), ms)
      }),
  )
}

/** An action that never ends. */
export const hangs = () => new Promise<never>(() => {})

/** What has become of a promise by now. */
export interface Watched<Value> {
  outcome: 'pending' | { readonly value: Value } | { readonly error: unknown }
}

export function watch<Value>(promise: Promise<Value>): Watched<Value> {
  const watched: Watched<Value> = { outcome: 'pending' }
  promise.then(
    (value) => {
      watched.outcome = { value }
    },
    (error: unknown) => {
      watched.outcome = { error }
    },
  )
  return watched
}

/** A policy that only tries again, and when its attempts began. */
export function retrying(retry: RetryOptions, clock = new FakeClock()) {
  const attemptsAt: number[] = []
  const { policy: own } = trial({ retry: { budget: false, ...retry } }, clock)
  const call = (action: () => unknown, startsAt = clock.now()) =>
    watch(
      own.execute(() => {
        attemptsAt.push(clock.now() - startsAt)
        return action()
      }),
    )
  return { clock, policy: own, call, attemptsAt }
}

/** What has become of a call so much later. */
export async function after<Value>(clock: FakeClock, ms: number, watched: Watched<Value>) {
  await clock.advance(ms)
  return watched
}

/** What `promise` rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  const { outcome } = await watchToEnd(promise)
  if (outcome !== 'pending' && 'error' in outcome) return outcome.error
  throw new Error('expected a rejection')
}

async function watchToEnd(promise: Promise<unknown>): Promise<Watched<unknown>> {
  const watched = watch(promise)
  await promise.catch(() => {})
  return watched
}

/** The rejections that nobody handles while `run` does. Nobody else hears of them. */
export async function unhandledDuring(run: () => unknown): Promise<unknown[]> {
  const others = process.listeners('unhandledRejection')
  const unhandled: unknown[] = []
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (reason) => unhandled.push(reason))
  try {
    await run()
    await settle()
  } finally {
    process.removeAllListeners('unhandledRejection')
    others.forEach((listener) => process.on('unhandledRejection', listener))
  }
  return unhandled
}

/** A caller's signal that counts who listens to it. */
export function countedAborts() {
  const controller = new AbortController()
  const { signal } = controller
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  return {
    signal,
    abort: (reason?: unknown) => controller.abort(reason),
    added: () => add.mock.calls.length,
    listening: () => add.mock.calls.length - remove.mock.calls.length,
  }
}
