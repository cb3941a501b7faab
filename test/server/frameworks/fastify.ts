import { fastify } from 'fastify'
import type { Framework } from './framework.js'
import { APP_ERROR, APP_NOT_FOUND, GREETING, listening } from './framework.js'
import { runSnippet } from './snippet.js'

export const onFastify: Framework = {
  name: 'Fastify',
  cutsPrefix: false,
  async start(health, prefix = '') {
    const app = fastify({ forceCloseConnections: true })
    app.register(
      async (scope) => {
        runSnippet('Fastify', { health, app: scope })
      },
      { prefix },
    )
    app.get('/hello', () => GREETING)
    app.get('/boom', () => {
      throw new Error('boom')
    })
    app.setNotFoundHandler((_, reply) => reply.code(404).send(APP_NOT_FOUND))
    app.setErrorHandler((_, _request, reply) => reply.code(500).send(APP_ERROR))
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { ...(await listening(app.server)), stop: () => app.close() }
  },
}
