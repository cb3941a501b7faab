import { createServer } from 'node:http'
import Koa from 'koa'
import type { Framework } from './framework.js'
import { APP_ERROR, APP_NOT_FOUND, GREETING, listening } from './framework.js'
import { runSnippet } from './snippet.js'

export const onKoa: Framework = {
  name: 'Koa',
  cutsPrefix: true,
  start(health, prefix = '') {
    const app = new Koa()
    app.use(async (ctx, next) => {
      // A body parser.
      for await (const _ of ctx.req);
      // As `koa-mount` does it.
      ctx.path = ctx.path.slice(prefix.length)
      try {
        await next()
      } catch {
        ctx.status = 500
        ctx.body = APP_ERROR
      }
    })
    runSnippet('Koa', { health, app })
    app.use((ctx) => {
      if (ctx.path === '/boom') throw new Error('boom')
      ctx.status = ctx.path === '/hello' ? 200 : 404
      ctx.body = ctx.path === '/hello' ? GREETING : APP_NOT_FOUND
    })
    const answer = app.callback()
    return listening(createServer((request, response) => void answer(request, response)))
  },
}
