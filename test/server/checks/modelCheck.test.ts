import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ModelApi } from '../../../src/server.js'
import { createHealthService, gemini, modelCheck, ollama, openAi } from '../../../src/server.js'
import { lookAt } from './lookAt.js'
import type { ModelServer } from './modelServer.js'
import { KEY, modelServer } from './modelServer.js'

let server: ModelServer
beforeEach(async () => {
  server = await modelServer(['llama3:latest', 'mistral:7b'])
})
afterEach(() => server.close())

const apis = { ollama, openAi, gemini }
const dialects = Object.entries(apis)

describe('a model server', () => {
  test.each(dialects)('that speaks %s and has the key is healthy', async (_, api) => {
    expect(await lookAt(modelCheck(server.url, { api, key: KEY }))).toMatchObject({
      status: 'healthy',
      details: { models: 2, isWholeList: true },
    })
  })

  test.each(dialects)(
    'that speaks %s offers the model that is named, or has MODEL_MISSING',
    async (_, api) => {
      const options = { api, key: KEY }
      expect(await lookAt(modelCheck(server.url, { ...options, model: 'mistral:7b' }))).toMatchObject({
        status: 'healthy',
      })
      expect(await lookAt(modelCheck(server.url, { ...options, model: 'mistral' }))).toMatchObject({
        status: 'unhealthy',
        error: { code: 'MODEL_MISSING' },
        details: { model: 'mistral', models: 2 },
      })
      const missing = await lookAt(
        modelCheck(server.url, { ...options, model: 'phi', whenMissing: 'degraded' }),
      )
      expect(missing).toMatchObject({ status: 'degraded', error: { code: 'MODEL_MISSING' } })
    },
  )

  test('knows a model by either of its names', async () => {
    const named = (api: ModelApi, model: string) => lookAt(modelCheck(server.url, { api, key: KEY, model }))
    expect(await named(ollama, 'llama3')).toMatchObject({ status: 'healthy' })
    expect(await named(gemini, 'models/mistral:7b')).toMatchObject({ status: 'healthy' })
    expect(await named(openAi, 'llama3')).toMatchObject({ status: 'unhealthy' })
  })

  test.each([
    ['', openAi, '/v1/models'],
    ['/', openAi, '/v1/models'],
    ['/v1', openAi, '/v1/models'],
    ['/v1/', openAi, '/v1/models'],
    ['/openai/v1', openAi, '/openai/v1/models'],
    ['/v1beta', gemini, '/v1beta/models?pageSize=1000'],
    ['/llm', ollama, '/llm/api/tags'],
  ])('whose base url ends in "%s" is asked at the right path', async (end, api, path) => {
    await lookAt(modelCheck(server.url + end, { api, key: KEY }))
    expect(server.asked.map(({ url }) => url)).toEqual([path])
  })

  test.each([
    ['openAi', openAi, 401],
    ['gemini', gemini, 403],
  ])(
    'that refuses the key in the manner of %s is unhealthy, and the key is nowhere',
    async (_, api, status) => {
      const key = 'sk-wrong-9876543210'
      const lines: unknown[] = []
      const logger = {
        info: (...line: unknown[]) => lines.push(line),
        warn: (...line: unknown[]) => lines.push(line),
      }
      const check = modelCheck(server.url, { api, key, model: 'phi' })
      const report = await createHealthService({ checks: [check], retries: 0, logger }).checkAll()

      expect(report.components.model).toMatchObject({ status: 'unhealthy', error: { code: 'UNAUTHORIZED' } })
      expect(report.components.model?.error?.message).toContain(String(status))
      expect(JSON.stringify([report, lines, server.asked.map(({ url }) => url)])).not.toContain(key)
      expect(JSON.stringify(server.asked[0]?.headers)).toContain(key)
    },
  )

  test.each([
    [429, 'degraded', 'RATE_LIMITED'],
    [404, 'unhealthy', 'HTTP_404'],
    [503, 'unhealthy', 'HTTP_503'],
  ])('that answers %d is %s with %s', async (httpStatus, status, code) => {
    server.answer((_, response) => response.writeHead(httpStatus).end(`no, ${KEY}`))
    const component = await lookAt(modelCheck(server.url, { api: openAi, key: KEY }))
    expect(component).toMatchObject({ status, error: { code } })
    expect(JSON.stringify(component)).not.toContain(KEY)
  })

  test('that redirects is not followed, and the other host is not sent the key', async () => {
    const other = await modelServer([])
    try {
      server.answer((_, response) =>
        response.writeHead(307, { location: `${other.url}/v1beta/models` }).end(),
      )
      const component = await lookAt(modelCheck(server.url, { api: gemini, key: KEY }))
      expect(component).toMatchObject({ status: 'unhealthy', error: { code: 'HTTP_307' } })
      expect(other.asked).toEqual([])
    } finally {
      await other.close()
    }
  })

  test.each([
    ['a page of a proxy', '<html>sign in</html>'],
    ['half a list', '{"models":[{"name":"llama3"'],
    ['another shape', '{"models":"all"}'],
    ['models without names', '{"models":[{"size":1}]}'],
    ['null', 'null'],
    ['an object with nothing in it, as gateways do', '{}'],
    ['nothing', ''],
  ])('that answers with %s has NO_MODEL_LIST', async (_, body) => {
    server.answer((_request, response) => response.end(body))
    expect(await lookAt(modelCheck(server.url, { api: ollama }))).toMatchObject({
      status: 'unhealthy',
      error: { code: 'NO_MODEL_LIST' },
    })
  })

  test('that has no models can be used for nothing, whether one is named or not', async () => {
    server.answer((_, response) => response.end('{"models":[]}'))
    for (const options of [{}, { model: 'phi' }]) {
      expect(await lookAt(modelCheck(server.url, { api: ollama, ...options }))).toMatchObject({
        status: 'unhealthy',
        error: { code: 'MODEL_MISSING' },
        details: { models: 0 },
      })
    }
    const optional = modelCheck(server.url, { api: ollama, whenMissing: 'degraded' })
    expect(await lookAt(optional)).toMatchObject({ status: 'degraded', error: { code: 'MODEL_MISSING' } })
  })

  test('that never ends its list is left after four megabytes', async () => {
    let sent = 0
    const chunk = Buffer.alloc(64 * 1024, ' ')
    let isClosed: Promise<unknown> | undefined
    server.answer((_, response) => {
      isClosed = once(response, 'close')
      const write = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
        sent += chunk.length
      }
      response.on('drain', write)
      write()
    })
    expect(await lookAt(modelCheck(server.url, { api: ollama, timeout: 20_000 }))).toMatchObject({
      error: { code: 'NO_MODEL_LIST' },
    })
    await isClosed
    // What sockets hold on either side comes on top.
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  test.each([
    ['never answers', () => {}],
    [
      'never ends its answer',
      (_: unknown, response: { write(text: string): void }) => response.write('{"models":['),
    ],
  ])('that %s is a TIMEOUT, and its connection is closed', async (_, how) => {
    let isClosed: Promise<unknown> | undefined
    server.answer((request, response) => {
      isClosed = once(request.socket, 'close')
      how(request, response)
    })
    const component = await lookAt(modelCheck(server.url, { api: ollama, timeout: 200 }))
    expect(component).toMatchObject({ status: 'unhealthy', error: { code: 'TIMEOUT' } })
    await isClosed
  })

  test('is asked by a fetch of your own', async () => {
    const urls: string[] = []
    const own = (url: string, init: RequestInit) => {
      urls.push(url)
      return fetch(url, init)
    }
    const component = await lookAt(modelCheck(server.url, { api: ollama, fetch: own }))
    expect(component).toMatchObject({ status: 'healthy' })
    expect(urls).toEqual([`${server.url}/api/tags`])
  })

  test('that is not there has the code of the system', async () => {
    await server.close()
    const component = await lookAt(modelCheck(server.url, { api: ollama }))
    expect(component).toMatchObject({ status: 'unhealthy', error: { code: 'ECONNREFUSED' } })
    server = await modelServer([])
  })
})

describe('a list in pages', () => {
  const many = Array.from({ length: 120 }, (_, index) => `gemini-${index}`)
  const paged = (options: { model?: string }) =>
    lookAt(modelCheck(server.url, { api: gemini, key: KEY, ...options }))
  beforeEach(async () => {
    await server.close()
    server = await modelServer(many)
  })

  test('is read until the model is found', async () => {
    expect(await paged({ model: 'gemini-60' })).toMatchObject({ status: 'healthy' })
    expect(server.asked.map(({ url }) => url)).toEqual([
      '/v1beta/models?pageSize=1000',
      '/v1beta/models?pageSize=1000&pageToken=50',
    ])
  })

  test('is read to its end where the model is missing, and no further than its first page where none is named', async () => {
    expect(await paged({ model: 'phi' })).toMatchObject({
      error: { code: 'MODEL_MISSING' },
      details: { models: 120, isWholeList: true },
    })
    expect(server.asked).toHaveLength(3)
    expect(await paged({})).toMatchObject({ status: 'healthy', details: { models: 50, isWholeList: false } })
    expect(server.asked).toHaveLength(4)
  })

  test('that never ends is left after ten', async () => {
    server.answer((_, response) =>
      response.end('{"models":[{"name":"models/a"}],"nextPageToken":"again&key=1"}'),
    )
    expect(await paged({ model: 'phi' })).toMatchObject({
      error: { code: 'MODEL_MISSING' },
      details: { models: 10, isWholeList: false },
    })
    expect(server.asked).toHaveLength(10)
    expect(server.asked[9]?.url).toContain('pageToken=again%26key%3D1')
  })
})

describe('malformed options', () => {
  const secret = 'hunter2'
  test.each([
    ['a url with a password', `http://me:${secret}@127.0.0.1/`, { api: ollama }],
    ['a url with a key in its query', `http://127.0.0.1/?key=${secret}`, { api: gemini }],
    ['no url', `not a url ${secret}`, { api: ollama }],
    ['a key with a line break', 'http://127.0.0.1/', { api: openAi, key: `${secret}\n` }],
    ['an empty key', 'http://127.0.0.1/', { api: openAi, key: '' }],
  ])('%s is refused at the door, and not repeated', (_, url, options) => {
    const make = () => modelCheck(url, options)
    expect(make).toThrow(/^Health service option modelCheck (url|key): expected /)
    expect(make).not.toThrow(secret)
  })

  test.each([
    [
      'api',
      { api: 'ollama' as never },
      'modelCheck api: expected ollama, openAi, gemini or a value like them',
    ],
    ['model', { model: '' }, 'modelCheck model: expected a name, got ""'],
    [
      'whenMissing',
      { whenMissing: 'healthy' as never },
      "modelCheck whenMissing: expected 'degraded' or 'unhealthy'",
    ],
  ])('%s is refused at the door', (_, options, message) => {
    expect(() => modelCheck('http://127.0.0.1/', { api: ollama, ...options })).toThrow(message)
  })
})
