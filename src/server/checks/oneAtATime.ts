/**
 * Asks again only once the last question has come to an end; until then whoever asks shares it. Drivers keep what they
 * can't send or have no answer to: a question for each run would fill the queue, or the pool, of a server that hangs,
 * and fall on it all at once when it is back.
 */
export function oneAtATime<Result>(ask: () => PromiseLike<Result> | Result): () => Promise<Result> {
  let pending: Promise<Result> | undefined
  return () => {
    pending ??= Promise.resolve()
      .then(ask)
      .finally(() => {
        pending = undefined
      })
    return pending
  }
}
