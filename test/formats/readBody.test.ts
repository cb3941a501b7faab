import { describe, expect, it } from 'vitest'
import { readBody } from '../../src/formats/readBody.js'

const utf8 = new TextEncoder()

describe('readBody', () => {
  it('puts a body together, also where a character is cut between two chunks', async () => {
    const bytes = utf8.encode('{"name":"Ærø"}')
    const response = new Response(streamOf([bytes.slice(0, 10), bytes.slice(10)]))
    expect(await readBody(response)).toEqual({ kind: 'text', text: '{"name":"Ærø"}' })
  })

  it('is empty where there is no body', async () => {
    expect(await readBody(new Response(null, { status: 204 }))).toEqual({ kind: 'text', text: '' })
  })

  it.each([
    ['UTF-8 by default', 'application/json', utf8.encode('blåbær')],
    [
      'UTF-8 with a byte order mark',
      'text/plain',
      new Uint8Array([0xef, 0xbb, 0xbf, ...utf8.encode('blåbær')]),
    ],
    ['latin1', 'text/plain; charset="ISO-8859-1"', latin1('blåbær')],
    ['UTF-16', 'application/json;charset=utf-16le', utf16le('blåbær')],
    [
      'UTF-16 with a byte order mark',
      'text/plain; charset=utf-16',
      new Uint8Array([0xff, 0xfe, ...utf16le('blåbær')]),
    ],
    ['UTF-8 where the charset is unknown', 'text/plain; charset=klingon', utf8.encode('blåbær')],
  ])('decodes %s', async (_, contentType, bytes) => {
    const response = new Response(streamOf([bytes]), { headers: { 'content-type': contentType } })
    expect(await readBody(response)).toEqual({ kind: 'text', text: 'blåbær' })
  })

  it('puts U+FFFD for bytes that are wrong', async () => {
    const bytes = new Uint8Array([...utf8.encode('{"m":"'), 0xff, 0xfe, ...utf8.encode('"}')])
    expect(await readBody(new Response(bytes))).toEqual({ kind: 'text', text: '{"m":"\uFFFD\uFFFD"}' })
  })

  it('reads as much as allowed and no byte more', async () => {
    const options = { maxBytes: 100 }
    expect((await readBody(new Response('x'.repeat(100)), options)).kind).toBe('text')
    expect((await readBody(new Response('x'.repeat(101)), options)).kind).toBe('too-large')
  })

  it('cancels an endless body past the bound, having taken little more than that', async () => {
    const endless = endlessStream(64 * 1024)
    expect(await readBody(new Response(endless.stream))).toEqual({ kind: 'too-large' })
    expect(endless.isCancelled).toBe(true)
    expect(endless.bytesSent).toBeLessThan(5 * 1024 * 1024)
  })

  it('takes endless empty chunks for an endless body', async () => {
    const endless = endlessStream(0)
    expect(await readBody(new Response(endless.stream), { maxBytes: 1000 })).toEqual({ kind: 'too-large' })
  })

  it('does not begin with a body that says it is too long', async () => {
    const endless = endlessStream(1024)
    const response = new Response(endless.stream, { headers: { 'content-length': '99999999999' } })
    expect(await readBody(response)).toEqual({ kind: 'too-large' })
    expect(endless.bytesSent).toBeLessThanOrEqual(1024)
  })

  it('ends with the reason of the signal, also where nothing ever arrives', async () => {
    const controller = new AbortController()
    let isCancelled = false
    const silent = new ReadableStream<Uint8Array>({ cancel: () => void (isCancelled = true) })
    const body = readBody(new Response(silent), { signal: controller.signal })
    controller.abort('enough')
    await expect(body).rejects.toBe('enough')
    expect(isCancelled).toBe(true)
  })

  it('does not begin for a caller that gave up before', async () => {
    const body = readBody(new Response('ok'), { signal: AbortSignal.abort('too late') })
    await expect(body).rejects.toBe('too late')
  })

  it('rejects as the stream does', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new TypeError('reset')),
    })
    await expect(readBody(new Response(broken))).rejects.toThrow('reset')
  })

  it('lives with a stream that refuses to be cancelled', async () => {
    const stubborn = endlessStream(1024, () => Promise.reject(new Error('no')))
    expect(await readBody(new Response(stubborn.stream), { maxBytes: 10 })).toEqual({ kind: 'too-large' })
  })
})

function streamOf(chunks: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

function endlessStream(chunkSize: number, onCancel: () => Promise<void> | void = () => {}) {
  const state = { bytesSent: 0, isCancelled: false }
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      controller.enqueue(new Uint8Array(chunkSize))
      state.bytesSent += chunkSize
    },
    cancel() {
      state.isCancelled = true
      return onCancel()
    },
  })
  return {
    stream,
    get bytesSent() {
      return state.bytesSent
    },
    get isCancelled() {
      return state.isCancelled
    },
  }
}

function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function utf16le(text: string): Uint8Array<ArrayBuffer> {
  const codes = Array.from(text, (character) => character.charCodeAt(0))
  return Uint8Array.from(codes.flatMap((code) => [code & 0xff, code >> 8]))
}
