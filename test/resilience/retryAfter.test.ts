import { describe, expect, it } from 'vitest'
import { readRetryAfter } from '../../src/resilience/retryAfter.js'

const now = Date.UTC(2026, 0, 1)
const inAMinute = new Date(now + 60_000).toUTCString()
const waitOf = (headers: Record<string, string>) => readRetryAfter(new Headers(headers), now)

describe('the wait that a response asks for', () => {
  it('is none without a header, or with an empty one', () => {
    expect(waitOf({})).toBe(0)
    expect(waitOf({ 'retry-after': '' })).toBe(0)
  })

  it('is none where the headers of another library give something else than text', () => {
    expect(readRetryAfter({ get: () => 7 as unknown as string }, now)).toBe(0)
  })

  it('is told in seconds, whatever the clocks say', () => {
    expect(waitOf({ 'retry-after': '120', date: 'Thu, 01 Jan 1998 00:00:00 GMT' })).toBe(120_000)
  })

  it('is not told by a number with something before or after it', () => {
    expect(['7s', 's7', '-7'].map((value) => waitOf({ 'retry-after': value }))).toEqual([0, 0, 0])
  })

  it('is read with spaces around it, which an object that is no Headers may leave', () => {
    expect(readRetryAfter({ get: () => ' 7 ' }, now)).toBe(7000)
  })

  it('is told as a date, by the clock of the server', () => {
    const sent = { date: 'Thu, 01 Jan 1998 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 1998 00:00:30 GMT' }
    expect(waitOf(sent)).toBe(30_000)
  })

  it.each([
    ['begins', '01 Jan 1998 00:00:00 GMT', '01 Jan 1998 00:00:30 GMT'],
    ['ends', 'Thu Jan  1 00:00:00 1998', 'Thu Jan  1 00:00:30 1998'],
  ])('is told as a date that %s with a number', (_, date, retryAfter) => {
    expect(waitOf({ date, 'retry-after': retryAfter })).toBe(30_000)
  })

  it.each([
    ['none', {}],
    ['an unreadable one', { date: 'yesterday' }],
  ])('is measured by our own clock where the server sends no date: %s', (_, headers) => {
    expect(waitOf({ ...headers, 'retry-after': inAMinute })).toBe(60_000)
  })

  it('is none where the date has passed', () => {
    expect(waitOf({ 'retry-after': new Date(now - 60_000).toUTCString() })).toBe(0)
  })

  it('is ten minutes at the most, also of so many digits that no number holds them', () => {
    expect(['599', '600', '601', '9'.repeat(400)].map((value) => waitOf({ 'retry-after': value }))).toEqual([
      599_000, 600_000, 600_000, 600_000,
    ])
  })
})
