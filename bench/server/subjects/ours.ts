import { createServer } from 'node:http'
import { createNodeHandler } from '../../../src/server.js'
import { listen } from './listen.js'
import { warmService } from './service.js'
import type { Subject } from './subject.js'

/** Our service as a listener of `node:http`. */
export const onNode: Subject = async (dependency) =>
  listen(createServer(createNodeHandler(await warmService(dependency))))
