import type { HealthLogger } from '../logger.js'

/** Something that has to be done before an instance wants traffic: a promise, or a function that is called once. */
export type StartupTask = PromiseLike<unknown> | (() => unknown)

/** What start-up waits for: one promise, or several tasks by name (`{ migrations: migrate, cache: () => warm() }`). */
export type Startup = PromiseLike<unknown> | Readonly<Record<string, StartupTask>>

/** A task that is not done. There is no third state: what is done is forgotten. */
export type StartupTaskState = 'running' | 'failed'

/** The tasks that are not done. */
export interface StartupTasks {
  /** Starts a task. Throws a TypeError while another of its name runs; one that failed is replaced. */
  add(name: string, task: StartupTask): void
  readonly areDone: boolean
  /** By name, in the order in which they came. */
  states(): Readonly<Record<string, StartupTaskState>>
  /** Resolves when those that run now are done; rejects with the error of one that failed. */
  settled(): Promise<unknown>
}

interface Unfinished {
  readonly ended: Promise<void>
  state: StartupTaskState
}

/** @param onEnd Called when a task is done, or has failed. */
export function createStartupTasks(logger: HealthLogger, onEnd: () => void): StartupTasks {
  const unfinished = new Map<string, Unfinished>()

  const run = async (name: string, task: StartupTask) => {
    try {
      await (typeof task === 'function' ? task() : task)
      unfinished.delete(name)
    } catch (error) {
      const failed = unfinished.get(name)
      if (failed) failed.state = 'failed'
      logger.warn(
        `Start-up failed at ${JSON.stringify(name)}, so this instance will not be ready. Mend the cause and restart it.`,
        error,
      )
      throw error
    } finally {
      onEnd()
    }
  }

  return {
    add(name, task) {
      if (unfinished.get(name)?.state === 'running') {
        throw new TypeError(
          `A start-up task named ${JSON.stringify(name)} runs already. Give this one another name, or wait for the first.`,
        )
      }
      // A turn later, so that even a task that throws at once finds itself in the map.
      const ended = Promise.resolve().then(() => run(name, task))
      // Told of already; nobody has to wait for it.
      ended.catch(() => {})
      unfinished.set(name, { ended, state: 'running' })
    },
    get areDone() {
      return unfinished.size === 0
    },
    states: () => Object.fromEntries([...unfinished].map(([name, { state }]) => [name, state])),
    settled: () => Promise.all([...unfinished.values()].map(({ ended }) => ended)),
  }
}

/** The tasks of a `startup` option, by name. */
export function namedTasks(startup: Startup | undefined): readonly (readonly [string, StartupTask])[] {
  if (startup === undefined) return []
  return isThenable(startup) ? [['startup', startup]] : Object.entries(startup)
}

/** What {@link isStartup} wants, in words. */
export const EXPECTED_STARTUP = 'a promise, or an object of promises and functions by name'

/** Whether a `startup` option can be waited for. */
export function isStartup(value: unknown): value is Startup {
  if (isThenable(value)) return true
  return typeof value === 'object' && value !== null && Object.values(value).every(isStartupTask)
}

/** Whether it can be waited for. */
export function isStartupTask(value: unknown): value is StartupTask {
  return typeof value === 'function' || isThenable(value)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
