import { describe, expect, test } from 'vitest'
import type { HealthReport } from '../../src/health/report.js'
import { healthJson } from '../../src/formats/foreign/healthJson.js'
import { kubernetesVerbose } from '../../src/formats/foreign/kubernetesVerbose.js'
import { readAnswer } from '../../src/formats/readAnswer.js'
import { readBody } from '../../src/formats/readBody.js'
import { createFetchHandler } from '../../src/server/handlers/fetchHandler.js'
import { createHealthService } from '../../src/server/createHealthService.js'
import type { Check } from '../../src/server/registry/check.js'
import type { HealthServiceOptions } from '../../src/server/options.js'

const reporting = (
  name: string,
  status: 'healthy' | 'degraded' | 'unhealthy' | 'unknown',
  critical = true,
): Check => ({
  name,
  critical,
  retries: 0,
  run: () => ({ status }),
})

const states: readonly (readonly [state: string, options: HealthServiceOptions])[] = [
  ['healthy', { checks: [reporting('database', 'healthy'), reporting('search', 'healthy', false)] }],
  ['degraded', { checks: [reporting('database', 'healthy'), reporting('cache', 'degraded')] }],
  [
    'degraded by an optional one',
    { checks: [reporting('database', 'healthy'), reporting('search', 'unhealthy', false)] },
  ],
  [
    'degraded by what nobody knows',
    { checks: [reporting('database', 'healthy'), reporting('queue', 'unknown')] },
  ],
  ['unhealthy', { checks: [reporting('database', 'unhealthy'), reporting('cache', 'healthy')] }],
  [
    'unhealthy in parts of every kind',
    {
      checks: [
        reporting('database', 'unhealthy'),
        reporting('search', 'unhealthy', false),
        reporting('cache', 'degraded'),
        reporting('queue', 'unknown'),
      ],
    },
  ],
  ['read-only', { checks: [{ ...reporting('database', 'unhealthy'), readOnlyWhenDown: true }] }],
  ['starting', { checks: [reporting('database', 'healthy')], startup: new Promise<void>(() => {}) }],
]

/** What the reading half makes of the answer that the writing half gives to `accept`. */
async function readBack(
  options: HealthServiceOptions,
  accept: string,
  audience: 'never' | 'always',
): Promise<HealthReport> {
  const service = createHealthService({ logger: { info() {}, warn() {} }, showDetails: audience, ...options })
  const request = new Request('http://127.0.0.1/api/health', { headers: { accept } })
  const response = await createFetchHandler(service)(request)
  expect(response.headers.get('content-type')).toContain(accept)
  const { status, headers } = response
  const reading = readAnswer({ status, headers, body: await readBody(response) }, [
    healthJson,
    kubernetesVerbose,
  ])
  if (reading.kind !== 'report') throw new Error(`${accept} was read as no report.`)
  return reading.report
}

const statusesOf = ({ status, components }: HealthReport) => ({
  status,
  components: Object.fromEntries(Object.entries(components).map(([name, each]) => [name, each.status])),
})

describe.each(states)('a service that is %s', (_, options) => {
  test.each(['never', 'always'] as const)(
    'reads the same in every format, details shown %s',
    async (audience) => {
      const native = statusesOf(await readBack(options, 'application/json', audience))
      expect(statusesOf(await readBack(options, 'text/plain', audience))).toEqual(native)

      // The draft has no word for unknown; its "warn" is what comes next.
      const components = Object.entries(native.components).map(([name, status]) => [
        name,
        status === 'unknown' ? 'degraded' : status,
      ])
      expect(statusesOf(await readBack(options, 'application/health+json', audience))).toEqual({
        ...native,
        components: Object.fromEntries(components),
      })
    },
  )
})

test('application/health+json loses nothing but the name of the service', async () => {
  const options: HealthServiceOptions = {
    buildId: 'b7f3',
    poll: { intervalMs: 15_000, minMs: 5000 },
    maintenance: [
      { id: 'm1', title: 'Disks', startsAt: 0, endsAt: Date.UTC(2099, 0), components: ['search'] },
    ],
    checks: [
      { ...reporting('database', 'healthy'), impact: ['orders'] },
      { ...reporting('search', 'unhealthy', false), impact: ['search'] },
    ],
  }
  const {
    timestamp: _ours,
    service: _service,
    components,
    ...native
  } = await readBack(options, 'application/json', 'never')
  const ietf = await readBack(options, 'application/health+json', 'never')
  expect(ietf).toMatchObject(native)
  expect(ietf.components.search).toMatchObject({
    critical: false,
    impact: ['search'],
    error: { code: 'CHECK_FAILED' },
  })
  expect(ietf.components.database).toMatchObject({ critical: true, impact: components.database?.impact })
})
