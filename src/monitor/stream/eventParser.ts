/** One server-sent event. */
export interface StreamEvent {
  readonly type: string
  readonly data: string
  /** The last id that was sent; `''` before any. */
  readonly id: string
}

/** What {@link createEventParser} is made of. */
export interface EventParserOptions {
  onEvent(event: StreamEvent): void
  /** No event, and no line of one, may be longer than so many characters. */
  readonly maxLength: number
}

/**
 * Reads an event stream as the standard says
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation), piece by piece and
 * decoded already. `retry` is left out: when to connect again is not for the stream to say. Throws a `RangeError` when
 * an event is too long.
 */
export function createEventParser({ onEvent, maxLength }: EventParserOptions): (text: string) => void {
  let line = ''
  let isAfterReturn = false
  let type = ''
  let data: string[] = []
  let length = 0
  let id = ''

  const take = (part: string) => {
    length += part.length
    if (length > maxLength) throw new RangeError(`An event is longer than ${maxLength} characters.`)
    line += part
  }
  const endLine = () => {
    const ended = line
    line = ''
    if (ended === '') return dispatch()
    const colon = ended.indexOf(':')
    const field = colon < 0 ? ended : ended.slice(0, colon)
    const value = colon < 0 ? '' : ended.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') type = value
    else if (field === 'id' && !value.includes('\0')) id = value
    // Comments between events are no part of the next one.
    else if (field === '' && data.length === 0) length = 0
  }
  const dispatch = () => {
    const event = { type: type || 'message', data: data.join('\n'), id }
    const hasData = data.length > 0
    type = ''
    data = []
    length = 0
    if (hasData) onEvent(event)
  }

  return (text) => {
    if (text === '') return
    // A line feed after a carriage return belongs to it, also where they come in two pieces.
    const rest = isAfterReturn && text.startsWith('\n') ? text.slice(1) : text
    isAfterReturn = text.endsWith('\r')
    let start = 0
    for (const { 0: lineEnd, index } of rest.matchAll(/\r\n|\n|\r/g)) {
      take(rest.slice(start, index))
      endLine()
      start = index + lineEnd.length
    }
    take(rest.slice(start))
  }
}
