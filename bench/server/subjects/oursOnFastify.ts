import { fastify } from 'fastify'
import { createNodeHandler } from '../../../src/server.js'
import { warmService } from './service.js'
import type { Subject } from './subject.js'

/** Our service as routes of Fastify. */
export const onFastify: Subject = async (dependency) => {
  const answer = createNodeHandler(await warmService(dependency))
  const app = fastify()
  for (const url of ['/health', '/health/*']) {
    app.all(url, (request, reply) => {
      reply.hijack()
      answer(request.raw, reply.raw)
    })
  }
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server
}
