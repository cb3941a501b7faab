import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import { fastify } from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import type { DegradationState, RequestStep } from '../../../src/server.js'
import {
  connectMiddleware,
  fastifyHook,
  honoMiddleware,
  koaMiddleware,
  withDegradation,
} from '../../../src/server.js'
import type { RunningApp } from '../frameworks/framework.js'
import { listening } from '../frameworks/framework.js'

/**
 * A framework with a small app behind the steps: `/seen` answers all methods with what it finds on the request, `/boom`
 * throws, which the framework answers as it does.
 */
export interface App {
  readonly name: string
  start(...steps: RequestStep[]): Promise<RunningApp>
}

const bodyOf = (state: DegradationState): object =>
  withDegradation({ route: 'seen', readOnly: state.readOnly }, state)

function boom(): never {
  throw new Error('the app has failed')
}

const onNode: App = {
  name: 'node:http',
  start(...steps) {
    const begin = connectMiddleware(...steps)
    return listening(
      createServer((request, response) =>
        begin(request, response, () => {
          // Whoever answers errors here is the app itself.
          response.statusCode = request.url === '/boom' ? 500 : 200
          response.setHeader('content-type', 'application/json')
          response.end(JSON.stringify(bodyOf(request as typeof request & DegradationState)))
        }),
      ),
    )
  },
}

const onExpress: App = {
  name: 'Express',
  start(...steps) {
    const app = express()
    app.use(connectMiddleware(...steps))
    app.use('/seen', (request, response) => {
      response.json(bodyOf(request as typeof request & DegradationState))
    })
    app.get('/boom', boom)
    return listening(createServer(app))
  },
}

const onFastify: App = {
  name: 'Fastify',
  async start(...steps) {
    const app = fastify({ forceCloseConnections: true })
    app.addHook('onRequest', fastifyHook(...steps))
    app.all('/seen', (request) => bodyOf(request as typeof request & DegradationState))
    app.get('/boom', boom)
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { ...(await listening(app.server)), stop: () => app.close() }
  },
}

const onHono: App = {
  name: 'Hono',
  start(...steps) {
    const app = new Hono<{ Variables: DegradationState }>()
    app.use(honoMiddleware(...steps))
    // A `Response` of its own, which knows nothing of headers that were set before.
    app.all('/seen', (c) =>
      Response.json(
        bodyOf({
          degraded: c.get('degraded'),
          degradedServices: c.get('degradedServices'),
          readOnly: c.get('readOnly'),
        }),
      ),
    )
    app.get('/boom', boom)
    app.onError((_, c) => c.text('the app has failed', 500))
    return listening(createAdaptorServer({ fetch: app.fetch }) as Server)
  },
}

const onKoa: App = {
  name: 'Koa',
  start(...steps) {
    const app = new Koa<DegradationState>()
    app.use(koaMiddleware(...steps))
    app.silent = true
    app.use((ctx) => {
      if (ctx.path === '/boom') boom()
      ctx.body = bodyOf(ctx.state)
    })
    const answer = app.callback()
    const listener: RequestListener = (request, response) => void answer(request, response)
    return listening(createServer(listener))
  },
}

export const apps: readonly App[] = [onNode, onExpress, onFastify, onHono, onKoa]
