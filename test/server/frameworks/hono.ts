import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { Framework } from './framework.js'
import { APP_ERROR, APP_NOT_FOUND, GREETING, listening } from './framework.js'
import { runSnippet } from './snippet.js'

export const onHono: Framework = {
  name: 'Hono',
  cutsPrefix: false,
  start(health, prefix = '/') {
    const app = new Hono()
    app.use(async (c, next) => {
      if (c.req.method === 'POST') await c.req.json()
      await next()
    })
    const scope = new Hono()
    runSnippet('Hono', { health, app: scope })
    app.route(prefix, scope)
    app.get('/hello', (c) => c.text(GREETING))
    app.get('/boom', () => {
      throw new Error('boom')
    })
    app.notFound((c) => c.text(APP_NOT_FOUND, 404))
    app.onError((_, c) => c.text(APP_ERROR, 500))
    return listening(createAdaptorServer({ fetch: app.fetch }) as Server)
  },
}
