import type { Queue } from 'react-api-status/server'

/** A queue that gives up what can't be done. */
export type GivingUp = Pick<Queue<unknown>, 'name' | 'deadLetters' | 'discard'>

/** What a queue has given up, and why. */
export interface GivenUp {
  readonly queue: string
  readonly id: string
  /** What it was named by when it was added. */
  readonly key: string
  readonly data: unknown
  readonly error: string
}

export async function listDeadLetters(queues: readonly GivingUp[]): Promise<readonly GivenUp[]> {
  const lists = queues.map(async (queue) => {
    const letters = await queue.deadLetters()
    return letters.map(({ id, key, data, error }) => ({ queue: queue.name, id, key, data, error }))
  })
  return (await Promise.all(lists)).flat()
}

/** Resolves with what is forgotten now. */
export async function discardDeadLetters(queues: readonly GivingUp[]): Promise<readonly GivenUp[]> {
  const letters = await listDeadLetters(queues)
  for (const { queue, id } of letters) await queues.find(({ name }) => name === queue)?.discard(id)
  return letters
}
