const encoder = new TextEncoder()
const BLANK_LINE = encoder.encode('\n\n')

/**
 * One server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html). `data` is JSON as
 * `JSON.stringify` writes it: without line breaks, so that it is one line of the event.
 */
export function eventFrame(
  event: string,
  id: string,
  data: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  return joined([encoder.encode(`id: ${id}\nevent: ${event}\ndata: `), data, BLANK_LINE])
}

/** A comment: keeps proxies from taking the connection for a dead one, and tells the client that it isn't. */
export const HEARTBEAT: Uint8Array<ArrayBuffer> = encoder.encode(':\n\n')

/** How long an `EventSource` waits before it connects again, in milliseconds. */
export function retryFrame(retryMs: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`retry: ${Math.round(retryMs)}\n\n`)
}

/** The client is up to date from here on, and hears at least one heartbeat in so many milliseconds. */
export function liveFrame(heartbeatMs: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`event: live\ndata: ${JSON.stringify({ heartbeatMs })}\n\n`)
}

/** Several frames as one, to be written at once. */
export function joined(frames: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(frames.reduce((length, frame) => length + frame.length, 0))
  let at = 0
  for (const frame of frames) {
    whole.set(frame, at)
    at += frame.length
  }
  return whole
}
