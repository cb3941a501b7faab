import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What the workers do: a step of an order, which leaves a row. */
export interface Step {
  readonly order: string
  readonly step: number
}

/** Processes that do the jobs of one queue. */
export interface SqlWorkers {
  /** Resolves when the worker has done so many more jobs. */
  hasDone(index: number, jobs: number): Promise<void>
  /** Kills one without a good-bye and starts another. */
  replace(index: number): Promise<void>
  close(): Promise<void>
}

export function sqlWorkers(count: number, connection: object): SqlWorkers {
  const start = () =>
    fork(join(import.meta.dirname, 'sqlWorker.ts'), [JSON.stringify(connection)], {
      execArgv: ['--import', 'tsx'],
    })
  const workers: ChildProcess[] = Array.from({ length: count }, start)
  const kill = async (worker: ChildProcess) => {
    if (worker.exitCode !== null || worker.signalCode !== null) return
    const exited = once(worker, 'exit')
    worker.kill('SIGKILL')
    await exited
  }
  return {
    async hasDone(index, jobs) {
      for (let i = 0; i < jobs; i++) await once(workers[index]!, 'message')
    },
    async replace(index) {
      await kill(workers[index]!)
      workers[index] = start()
    },
    close: async () => {
      await Promise.all(workers.map(kill))
    },
  }
}
