import { expect } from '../expect.js'
import type { HealthLogger } from '../logger.js'
import type { Startup, StartupTask, StartupTaskState } from './startupTasks.js'
import { createStartupTasks, isStartupTask, namedTasks } from './startupTasks.js'

/** Where an instance stands between its start and its end. Two facts: it may be told to drain while it starts. */
export interface Lifecycle {
  /** Whether start-up was ever done; stays so. */
  readonly isStarted: boolean
  /** Whether a start-up task is not done: one of the start itself, or one that came later. */
  readonly isBlocked: boolean
  readonly isDraining: boolean
  /** The start-up tasks that are not done, by name. */
  unfinishedTasks(): Readonly<Record<string, StartupTaskState>>
  /** Throws a TypeError when the task is none, or one of its name runs already. */
  addTask(name: string, task: StartupTask): void
  /** Resolves when start-up is done; rejects with the error of a task that failed. */
  whenStarted(): Promise<void>
  drain(): void
}

/** @param onChange Called when something here is not what it was. */
export function createLifecycle(
  startup: Startup | undefined,
  logger: HealthLogger,
  onChange: () => void,
): Lifecycle {
  let wasStarted = false
  let isDraining = false
  const noteStarted = () => {
    wasStarted ||= tasks.areDone
  }
  const tasks = createStartupTasks(logger, () => {
    noteStarted()
    onChange()
  })
  for (const [name, task] of namedTasks(startup)) tasks.add(name, task)
  // A turn later: tasks that are added right after the service was made belong to its start-up too.
  queueMicrotask(noteStarted)

  const isStarted = () => wasStarted || tasks.areDone

  return {
    get isStarted() {
      return isStarted()
    },
    get isBlocked() {
      return !tasks.areDone
    },
    get isDraining() {
      return isDraining
    },
    unfinishedTasks: () => tasks.states(),
    addTask(name, task) {
      expect(typeof name === 'string' && name !== '', 'addStartupTask(name)', 'a non-empty string', name)
      expect(isStartupTask(task), `addStartupTask(${JSON.stringify(name)})`, 'a promise or a function', task)
      tasks.add(name, task)
      onChange()
    },
    async whenStarted() {
      while (!isStarted()) await tasks.settled()
    },
    drain() {
      if (isDraining) return
      isDraining = true
      onChange()
    },
  }
}
