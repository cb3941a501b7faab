import { createServer } from 'node:http'
import express from 'express'
import { createNodeHandler } from '../../../src/server.js'
import { listen } from './listen.js'
import { warmService } from './service.js'
import type { Subject } from './subject.js'

/** Our service as a middleware of Express. */
export const onExpress: Subject = async (dependency) => {
  const app = express()
  app.use('/health', createNodeHandler(await warmService(dependency)))
  return listen(createServer(app))
}
