import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createNodeHandler } from '../../src/server.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

const doc = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8')

/** The one block of a language below a heading. */
function block(heading: string, language: string): string {
  const section = doc.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? ''
  const [, code = ''] = section.split(`\`\`\`${language}\n`)
  return code.slice(0, code.indexOf('```'))
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string }
  readonly periodSeconds: number
  readonly timeoutSeconds: number
  readonly failureThreshold: number
}

interface Container {
  readonly ports: readonly { readonly name: string }[]
  readonly startupProbe: Probe
  readonly livenessProbe: Probe
  readonly readinessProbe: Probe
}

const pod = (
  parse(block('Kubernetes', 'yaml')) as {
    spec: { template: { spec: { terminationGracePeriodSeconds: number; containers: [Container] } } }
  }
).spec.template.spec
const [{ ports, startupProbe, livenessProbe, readinessProbe }] = pod.containers

const compose = parse(block('Compose', 'yaml')) as {
  services: Record<
    string,
    { depends_on?: Record<string, { condition: string }>; healthcheck?: { test: string[] } }
  >
}
const [, dockerCommand = '[]'] = /HEALTHCHECK .*CMD (\[.*\])$/m.exec(block('Docker', 'dockerfile')) ?? []
const inImage = JSON.parse(dockerCommand) as string[]
const inCompose = compose.services['orders']?.healthcheck?.test.slice(1) ?? []

describe('the manifests of the deployment page', () => {
  const { service } = serviceOnFakeClock()
  const statusOf = async (path: string) => (await service.answer('GET', path, () => undefined)).status

  test('probe paths that the service has, each for what it is', async () => {
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/api/health/startup',
      '/api/health/liveness',
      '/api/health/readiness',
    ])
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
      expect(await statusOf(httpGet.path)).toBe(200)
      expect(ports.map(({ name }) => name)).toContain(httpGet.port)
    }
  })

  test('a probe waits longer than a check may take', async () => {
    const hung = serviceOnFakeClock({ checks: [{ name: 'hung', run: () => new Promise(() => {}) }] })
    const asked = hung.service.answer('GET', readinessProbe.httpGet.path, () => undefined)
    await hung.clock.advance(1000 * readinessProbe.timeoutSeconds - 500)
    expect((await asked).status).toBe(503)
  })

  test('depends_on waits for the health of services that have a healthcheck', () => {
    const waitedFor = Object.values(compose.services).flatMap(({ depends_on: them = {} }) =>
      Object.entries(them),
    )
    expect(waitedFor.map(([name]) => name)).toEqual(['database', 'orders'])
    for (const [name, { condition }] of waitedFor) {
      expect(condition).toBe('service_healthy')
      expect(compose.services[name]).toHaveProperty('healthcheck')
    }
  })
})

describe.each([
  ['the HEALTHCHECK of the image', inImage],
  ['the healthcheck of compose', inCompose],
])('%s', (_, [command, ...args]) => {
  const cleanUps: (() => unknown)[] = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp()
  })

  async function listening(listener: RequestListener): Promise<number> {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    cleanUps.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return (server.address() as AddressInfo).port
  }

  /** Runs the very line, with another port. Resolves with its exit code. */
  async function exitCode(port: number): Promise<number> {
    expect(command).toBe('node')
    const child = spawn(
      process.execPath,
      args.map((arg) => arg.replace('127.0.0.1:8787', `127.0.0.1:${port}`)),
      { stdio: 'ignore' },
    )
    cleanUps.push(() => child.kill('SIGKILL'))
    const [code] = (await once(child, 'exit')) as [number]
    return code
  }

  test('ends with 0 while the instance is well', async () => {
    const { service } = serviceOnFakeClock()
    expect(await exitCode(await listening(createNodeHandler(service)))).toBe(0)
  })

  test('ends with 1 when the answer is a 503', async () => {
    expect(await exitCode(await listening((_request, response) => response.writeHead(503).end()))).toBe(1)
  })

  test('ends with 1 when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await exitCode(port)).toBe(1)
  })

  test('ends with 1 by itself when no answer comes', async () => {
    expect(await exitCode(await listening(() => {}))).toBe(1)
  })
})

test('the image asks for liveness, compose for readiness, and nothing else differs', () => {
  expect(inImage.map((part) => part.replace('liveness', 'readiness'))).toEqual(inCompose)
  expect(inImage.join(' ')).toContain('/api/health/liveness')
})
