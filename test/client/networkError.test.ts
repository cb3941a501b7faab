import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { networkFailure, tellsRefusals } from '../../src/client/networkError.js'
import { bodyReset, hangUp, noHttp, reset, shortBody } from '../monitor/misbehaviour.js'
import { closedPort, scene, thrownBy } from './backEnd.js'

const failureAt = async (url: string, init?: RequestInit) =>
  networkFailure(await thrownBy(fetch(url, init).then((response) => response.text())))

describe('what fetch rejects with on Node', () => {
  it('is a connection that never came about where nobody listens', async () => {
    expect(await failureAt(await closedPort())).toEqual({
      code: 'ECONNREFUSED',
      message: expect.stringContaining('connect ECONNREFUSED'),
      wasNeverSent: true,
      isPassing: true,
    })
  })

  it('is one where none of the addresses of a name answers', async () => {
    const port = Number(new URL(await closedPort()).port)
    const addresses = [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]
    const refusals = await new Promise<Error>((resolve) => {
      connect({
        port,
        host: 'two.test',
        autoSelectFamily: true,
        lookup: (_, __, tell) => tell(null, addresses),
      }).on('error', resolve)
    })
    expect(refusals).toBeInstanceOf(AggregateError)
    expect(networkFailure(new TypeError('fetch failed', { cause: refusals }))).toMatchObject({
      code: 'ECONNREFUSED',
      wasNeverSent: true,
      isPassing: true,
    })
  })

  it('is one where the name is not known', async () => {
    expect(await failureAt('http://nobody.invalid')).toMatchObject({
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
      wasNeverSent: true,
      isPassing: true,
    })
  })

  it.each([
    ['is reset', reset],
    ['ends without an answer', hangUp],
    ['is reset in the middle of the body', bodyReset],
    ['ends in the middle of the body', shortBody],
  ])('may have arrived where the connection %s', async (_, behaviour) => {
    const { server } = await scene(behaviour)
    expect(await failureAt(server.origin)).toMatchObject({
      // Which of the two depends on who notices first.
      code: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/),
      wasNeverSent: false,
      isPassing: true,
    })
  })

  it('may have arrived where the answer is no HTTP', async () => {
    const { server } = await scene(noHttp)
    expect(await failureAt(server.origin)).toMatchObject({ wasNeverSent: false })
  })

  it.each([
    ['a port that fetch never calls', 'http://127.0.0.1:6000'],
    ['a scheme that it does not know', 'gopher://127.0.0.1'],
    ['a url that is none', 'http://'],
  ])('will be the same the next time with %s', async (_, url) => {
    expect(await failureAt(url)).toMatchObject({ isPassing: false })
  })

  it('will be the same the next time where the other side speaks no TLS', async () => {
    const { server } = await scene(reset)
    expect(await failureAt(server.origin.replace('http:', 'https:'))).toMatchObject({
      code: 'ERR_SSL_WRONG_VERSION_NUMBER',
      isPassing: false,
    })
  })

  it.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    'will be the same the next time with a certificate that is refused (%s)',
    (code) => {
      const cause = Object.assign(new Error('certificate'), { code })
      expect(networkFailure(new TypeError('fetch failed', { cause }))).toMatchObject({ isPassing: false })
    },
  )

  it.each([
    ['ETIMEDOUT', 'connect', true],
    ['ETIMEDOUT', 'read', false],
    ['ECONNRESET', 'connect', true],
    ['EHOSTUNREACH', 'connect', true],
    ['EAI_AGAIN', undefined, true],
    ['UND_ERR_CONNECT_TIMEOUT', undefined, true],
    ['UND_ERR_HEADERS_TIMEOUT', undefined, false],
    ['EPIPE', 'write', false],
  ])('(%s of %s) tells whether anything was sent', (code, syscall, wasNeverSent) => {
    const cause = Object.assign(new Error('failed'), { code, syscall })
    expect(networkFailure(new TypeError('fetch failed', { cause }))).toEqual({
      code,
      message: 'failed',
      wasNeverSent,
      isPassing: true,
    })
  })

  it('may have arrived where one of several addresses took the connection', () => {
    const errors = ['connect', 'read'].map((syscall) => Object.assign(new Error('failed'), { syscall }))
    const cause = Object.assign(new AggregateError(errors), { code: 'ECONNRESET' })
    expect(networkFailure(new TypeError('fetch failed', { cause }))?.wasNeverSent).toBe(false)
  })

  it('may carry its code itself, as with clients of an older kind', () => {
    const error = Object.assign(new Error('request failed'), { code: 'ECONNREFUSED' })
    expect(networkFailure(error)).toMatchObject({ code: 'ECONNREFUSED', wasNeverSent: true })
  })
})

describe('what fetch rejects with in a browser', () => {
  it.each(['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'])(
    '(%s) may have arrived, and may fare better the next time',
    (message) => {
      expect(networkFailure(new TypeError(message))).toEqual({
        code: null,
        message,
        wasNeverSent: false,
        isPassing: true,
      })
    },
  )
})

describe('a platform', () => {
  it.each([
    ['Node', process, true],
    ['a browser', undefined, false],
    ['a browser with what bundlers put in place of Node', { env: {}, versions: {} }, false],
    ['a page of Electron', { versions: { node: '22.0.0' }, type: 'renderer' }, false],
  ])('that tells a refused connection from a lost answer is Node alone: %s', (_, platform, tells) => {
    expect(tellsRefusals(platform)).toBe(tells)
  })
})

describe('what is no failure of the network', () => {
  it.each([
    ['an error of the app', new RangeError('too much')],
    ['one with a code', Object.assign(new Error('left'), { code: 'SESSION_OVER' })],
    ['an abort', new DOMException('aborted', 'AbortError')],
    ['a timeout', new DOMException('late', 'TimeoutError')],
    ['what is no error', 'no'],
    ['nothing', undefined],
  ])('is not taken for one: %s', (_, error) => {
    expect(networkFailure(error)).toBeNull()
  })
})
