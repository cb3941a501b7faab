import type { StreamBody } from '../stream/streamBody.js'

/**
 * A body that goes on, as a response of `fetch` wants it. Ends for the service when its reader cancels it, or with the
 * request's `signal`: servers tell of a client that went away by one of them, or both.
 */
export function readableStreamOf(
  body: StreamBody,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isOver = false
  let leave = () => {}
  const finish = () => {
    isOver = true
    signal.removeEventListener('abort', abort)
    leave()
  }
  let abort = finish

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        const finishBy = (close: () => void) => () => {
          if (isOver) return
          finish()
          close()
        }
        const close = finishBy(() => controller.close())
        abort = close
        leave = body.connect({
          write: (bytes) => {
            if (!isOver) controller.enqueue(bytes)
          },
          // With a mark of 0 the size that is desired is what waits, below zero.
          backlog: () => -(controller.desiredSize ?? 0),
          end: close,
          drop: finishBy(() => controller.error(new Error('The reader of a health stream was too slow.'))),
        })
        signal.addEventListener('abort', abort)
        if (signal.aborted) close()
      },
      cancel: finish,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  )
}
