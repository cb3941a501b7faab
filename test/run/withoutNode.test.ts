import { createContext, runInContext } from 'node:vm'
import type { BuildResult } from 'esbuild'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import type * as Door from '../../src/server.js'

/** What of the health service needs nothing of Node. */
const ANYWHERE = [
  'createHealthService',
  'createFetchHandler',
  'bearerToken',
  'breakersCheck',
  'cacheCheck',
  'httpCheck',
  'legacyFormat',
  'modelCheck',
  'optionsFromEnvironment',
  'postgresCheck',
  'redisCheck',
] as const satisfies readonly (keyof typeof Door)[]

/** What workers and edge runtimes give beside the language. */
const WEB_GLOBALS = {
  ...{ AbortController, AbortSignal, DOMException, Headers, ReadableStream, Request, Response },
  ...{ TextDecoder, TextEncoder, URL, URLSearchParams, atob, btoa, clearTimeout, console, crypto, fetch },
  ...{ performance, queueMicrotask, setTimeout },
}

/** What a bundler for no platform in particular leaves of these names. */
function bundled(names: readonly string[]): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    stdin: { contents: `export { ${names.join(', ')} } from './src/server.ts'`, resolveDir: '.' },
    absWorkingDir: process.cwd(),
    bundle: true,
    platform: 'neutral',
    format: 'iife',
    globalName: 'door',
    target: 'es2022',
    // As docs/server.md says.
    external: ['node:*'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
}

test.each(ANYWHERE)('%s leaves no module of Node in a bundle', async (name) => {
  const { metafile } = await bundled([name])
  const [output] = Object.values(metafile.outputs)
  expect(output?.imports).toEqual([])
})

test('what needs Node does leave one, so that the others could', async () => {
  const { metafile } = await bundled(['createHealthService', 'diskCheck'])
  const [output] = Object.values(metafile.outputs)
  expect(output?.imports).toMatchObject([{ path: 'node:fs/promises' }])
})

test('a service answers where there is nothing of Node, not even process', async () => {
  const { outputFiles } = await bundled(ANYWHERE)
  const context = createContext({ ...WEB_GLOBALS })
  const door = runInContext(`${outputFiles[0]?.text}\ndoor`, context) as typeof Door
  expect(runInContext('typeof process', context)).toBe('undefined')
  const health = door.createHealthService({
    checks: [
      door.postgresCheck({ query: async () => ({ rows: [{ read_only: 'off' }] }) }),
      door.redisCheck({ ping: async () => 'PONG' }),
      door.cacheCheck(new Map<string, string>()),
      door.breakersCheck([]),
      door.httpCheck('https://other.example/', { fetch: async () => new Response('{"status":"healthy"}') }),
    ],
    showDetails: door.bearerToken('only-for-tests'),
    ...door.optionsFromEnvironment({ HEALTH_CHECK_TIMEOUT_MS: '1000' }).options,
  })
  const answer = door.createFetchHandler(health)
  for (const [path, status] of [
    ['', 200],
    ['/readiness', 200],
    ['/components/cache', 200],
    ['/components/none', 404],
  ] as const) {
    const headers = { authorization: 'Bearer only-for-tests' }
    const response = await answer(new Request(`https://app.example/api/health${path}`, { headers }))
    expect([path, response.status]).toEqual([path, status])
    await response.text()
  }
  await health.close()
})
