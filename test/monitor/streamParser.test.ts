import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '../../src/monitor/stream/eventParser.js'
import { createEventParser } from '../../src/monitor/stream/eventParser.js'

/** The events of a stream that comes in these pieces. */
function eventsIn(...pieces: readonly string[]): StreamEvent[] {
  const events: StreamEvent[] = []
  const parse = createEventParser({ onEvent: (event) => events.push(event), maxLength: 100 })
  for (const piece of pieces) parse(piece)
  return events
}

const data = (...pieces: readonly string[]) => eventsIn(...pieces).map((event) => event.data)

describe('an event stream', () => {
  // https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
  it('is read as the examples of the standard say', () => {
    expect(data('data: YHOO\ndata: +2\ndata: 10\n\n')).toEqual(['YHOO\n+2\n10'])
    expect(
      eventsIn(': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n'),
    ).toEqual([
      { type: 'message', data: 'first event', id: '1' },
      { type: 'message', data: 'second event', id: '' },
    ])
    expect(data('data\n\ndata\ndata\n\ndata:')).toEqual(['', '\n'])
    expect(data('data:test\n\ndata: test\n\n')).toEqual(['test', 'test'])
  })

  it.each(['\n', '\r', '\r\n'])('may end its lines with %j', (end) => {
    const text = `event: change${end}id: 7${end}data: a${end}data: b${end}${end}data: c${end}${end}`
    expect(eventsIn(text)).toEqual([
      { type: 'change', data: 'a\nb', id: '7' },
      { type: 'message', data: 'c', id: '7' },
    ])
  })

  it.each(['\n', '\r', '\r\n'])('means the same in pieces of any size, with %j', (end) => {
    const text = `: hi${end}event: change${end}data: a${end}${end}id: 2${end}data: b${end}${end}`
    for (let size = 1; size < text.length; size++) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.slice(index * size, (index + 1) * size),
      )
      expect(eventsIn(...pieces)).toEqual([
        { type: 'change', data: 'a', id: '' },
        { type: 'message', data: 'b', id: '2' },
      ])
    }
  })

  it('has no event without data, and forgets its name', () => {
    expect(eventsIn('event: change\n\ndata: a\n\n')).toEqual([{ type: 'message', data: 'a', id: '' }])
  })

  it('passes over fields that it does not know, and ids with a null in them', () => {
    expect(eventsIn('retry: 5\nsomething: else\nid: a\0b\ndata: a\n\n')).toEqual([
      { type: 'message', data: 'a', id: '' },
    ])
  })

  it('may have comments for ever', () => {
    expect(data(...Array.from({ length: 1000 }, () => ': still here\n\n'), 'data: a\n\n')).toEqual(['a'])
    expect(data(...Array.from({ length: 1000 }, () => ': still here\n'), 'data: a\n\n')).toEqual(['a'])
  })

  it.each([
    ['a line without an end', 'data: '.padEnd(60, 'x')],
    ['an event without an end', 'data: x\n'],
    ['fields that nobody knows', 'some: thing\n'],
  ])('is given up when it brings %s', (_, piece) => {
    expect(() => eventsIn(...Array.from({ length: 1000 }, () => piece))).toThrow(RangeError)
  })
})
