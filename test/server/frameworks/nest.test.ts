import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { Controller, Get } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { expect, it } from 'vitest'
import type { GracefulShutdown } from '../../../src/server.js'
import { createHealthService, gracefulShutdown } from '../../../src/server.js'
import { runSnippet } from './snippet.js'

class Orders {
  list() {
    return []
  }
}
// What `@Controller('orders')` and `@Get()` say, for a compiler that only erases types.
Controller('orders')(Orders)
Get()(Orders.prototype, 'list', Object.getOwnPropertyDescriptor(Orders.prototype, 'list') ?? {})

it('answers beside an app of Nest, whatever its global prefix, and ends with it', async () => {
  const health = createHealthService({
    checks: [{ name: 'database', run() {} }],
    logger: { info() {}, warn() {} },
  })
  const app = await NestFactory.create({ module: Orders, controllers: [Orders] }, new FastifyAdapter(), {
    logger: false,
  })
  app.setGlobalPrefix('v1')
  let shutdown: GracefulShutdown | undefined
  runSnippet('Nest', {
    health,
    app,
    gracefulShutdown: (...[server, service, options]: Parameters<typeof gracefulShutdown>) => {
      shutdown = gracefulShutdown(server, service, { ...options, signals: [], drainMs: 0 })
    },
  })
  await app.listen(0, '127.0.0.1')

  const { port } = app.getHttpServer().address() as AddressInfo
  const statusOf = async (path: string, init?: RequestInit) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, init)).status
  for (const path of ['', '/readiness', '/liveness', '/components/database', '?exclude=database']) {
    expect(await statusOf(`/api/health${path}`)).toBe(200)
  }
  expect(await statusOf('/health/ready')).toBe(200)
  expect(await statusOf('/api/health', { method: 'POST', body: 'x' })).toBe(405)
  expect(await statusOf('/v1/orders')).toBe(200)
  expect(await statusOf('/v1/none')).toBe(404)

  expect(await shutdown?.shutdown()).toBe('clean')
  expect(app.getHttpServer().listening).toBe(false)
})
