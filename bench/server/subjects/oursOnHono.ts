import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { createFetchHandler } from '../../../src/server.js'
import { listen } from './listen.js'
import { warmService } from './service.js'
import type { Subject } from './subject.js'

/** Our service as a route of Hono, which makes a `Request` and takes a `Response`. */
export const onHono: Subject = async (dependency) => {
  const answer = createFetchHandler(await warmService(dependency))
  const app = new Hono()
  app.all('/health/*', (c) => answer(c.req.raw))
  return listen(createAdaptorServer({ fetch: app.fetch }) as Server)
}
