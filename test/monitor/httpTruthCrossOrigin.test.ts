import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { FakeEnvironmentOptions } from '../../src/testing/fakeEnvironment.js'
import { scene } from './world.js'

const url = 'https://api.example/health'

/** What a browser does with a server that allows no other origin: it answers, and nobody may read it. */
function keptFromUs(request: Request): Response {
  if (request.mode === 'no-cors') return new Response()
  throw new TypeError('Failed to fetch')
}

async function adviceOn(
  options: Parameters<typeof scene>[0],
  world: FakeEnvironmentOptions = {},
  respond = keptFromUs,
) {
  const it = scene({ url, ...options }, world)
  it.endpoint.answer({ kind: 'respond', respond })
  await it.begin()
  await it.nextPoll()
  await it.nextPoll()
  return {
    ...it.monitor.getSnapshot(),
    warnings: it.warnings,
    modes: it.endpoint.requests.map(({ mode }) => mode),
  }
}

describe('an answer that the browser keeps from us', () => {
  it('is unreachable, asked about once without CORS, and the warning names cause and cure (R5)', async () => {
    const told = await adviceOn({})
    expect(told).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
    expect(told.modes).toEqual(['cors', 'no-cors', 'cors', 'cors'])
    expect(told.warnings).toEqual([
      expect.stringMatching(
        /https:\/\/api\.example\/health answers.*Access-Control-Allow-Origin: https:\/\/app\.test/,
      ),
    ])
    expect(told.warnings[0]).toContain('content blocker')
    expect(told.warnings[0]).not.toMatch(/OPTIONS|Credentials/)
  })

  it('is asked for without anything of the user (R5)', async () => {
    const it = scene({ url, credentials: 'include', headers: { authorization: 'Bearer 1' } })
    it.endpoint.answer({ kind: 'respond', respond: keptFromUs })
    await it.begin()
    const asked = it.endpoint.requests.find(({ mode }) => mode === 'no-cors')
    expect(asked?.credentials).toBe('omit')
    expect(asked?.headers.has('authorization')).toBe(false)
  })

  it('takes more where headers and credentials are sent (R5)', async () => {
    const { warnings } = await adviceOn({ headers: { 'x-tenant': '1' }, credentials: 'include' })
    expect(warnings[0]).toMatch(
      /OPTIONS.*Access-Control-Allow-Headers.*Access-Control-Allow-Credentials: true/,
    )
  })

  it('is a matter of https where the page is served over it and the url is not (R5)', async () => {
    const { warnings, modes } = await adviceOn({ url: 'http://api.example/health' })
    expect(warnings).toEqual([expect.stringContaining('no https page ask plain http')])
    expect(modes).not.toContain('no-cors')
    // A browser lets every page ask its own machine.
    expect((await adviceOn({ url: 'http://localhost:8787/health' })).modes).toContain('no-cors')
  })
})

describe('nothing is said of other origins', () => {
  const refuse = () => {
    throw new TypeError('Failed to fetch')
  }

  it.each<[string, Parameters<typeof adviceOn>]>([
    ['nobody answers', [{}, {}, refuse]],
    ['the url is on the origin of the page', [{ url: '/api/health' }]],
    ['the browser says that it is offline', [{}, { isOnline: false }]],
    ['a gateway answers for the back end', [{}, {}, () => new Response(null, { status: 502 })]],
    ['the answer was broken off', [{}, {}, brokenOff]],
  ])('where %s (R5)', async (_, args) => {
    const { status, warnings } = await adviceOn(...args)
    expect(['unhealthy', 'offline']).toContain(status)
    expect(warnings).toEqual([])
  })

  it('where there is no page at all, as on a server (R5)', async () => {
    const it = scene({ url })
    const world = { ...it.world, baseUrl: () => undefined }
    const warnings: string[] = []
    const monitor = createMonitor(world, {
      url,
      logger: { warn: (text) => warnings.push(text), error: () => {} },
    })
    it.endpoint.answer({ kind: 'respond', respond: keptFromUs })
    monitor.start()
    await it.clock.advance(0)
    expect(monitor.getSnapshot().cause).toBe('unreachable')
    expect(warnings).toEqual([])
  })
})

function brokenOff(): Response {
  return new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) }))
}
