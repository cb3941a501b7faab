/**
 * The key names another job: one that waits, is dead, or was done not long ago, with other data. The new one was not kept.
 *
 * As HTTP this is a 422: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header#section-2.7
 */
export class KeyReusedError extends Error {
  override name = 'KeyReusedError' as const
  readonly key: string
  /** The id of the job that has the key. */
  readonly id: string

  constructor(queue: string, key: string, id: string) {
    super(
      `The job was not kept: ${JSON.stringify(key)} is the key of job ${id} of the queue ${JSON.stringify(queue)}, whose data ` +
        'is different. Give each job a key of its own, and leave out of its data what differs from one attempt to the next.',
    )
    this.key = key
    this.id = id
  }
}
