import underPressurePlugin from '@fastify/under-pressure'
import { fastify } from 'fastify'
import { askOf, DEPENDENCIES } from '../checks.js'
import type { Subject } from './subject.js'

/** `@fastify/under-pressure` with a status route, and a schema, by which Fastify writes JSON fastest. */
export const underPressure: Subject = async (dependency) => {
  const ask = askOf(dependency)
  const app = fastify()
  app.register(underPressurePlugin, {
    exposeStatusRoute: {
      url: '/health',
      routeOpts: {},
      routeResponseSchemaOpts: Object.fromEntries(DEPENDENCIES.map((name) => [name, { type: 'string' }])),
    },
    healthCheck: async () =>
      Object.fromEntries(
        await Promise.all(
          DEPENDENCIES.map(async (name) => {
            await ask()
            return [name, 'up']
          }),
        ),
      ),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server
}
