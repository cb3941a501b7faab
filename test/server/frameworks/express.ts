import { createServer } from 'node:http'
import type { NextFunction, Request, Response } from 'express'
import express from 'express'
import type { Framework } from './framework.js'
import { APP_ERROR, APP_NOT_FOUND, GREETING, listening } from './framework.js'
import { runSnippet } from './snippet.js'

export const onExpress: Framework = {
  name: 'Express',
  cutsPrefix: false,
  start(health, prefix) {
    const app = express()
    app.use(express.json())
    const router = prefix === undefined ? app : express.Router()
    runSnippet('Express', { health, app: router })
    if (prefix !== undefined) app.use(prefix, router)
    app.get('/hello', (_, response) => void response.send(GREETING))
    app.get('/boom', () => {
      throw new Error('boom')
    })
    app.use((_, response) => void response.status(404).send(APP_NOT_FOUND))
    // Express knows by the number of arguments that this one handles errors.
    app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
      response.status(500).send(APP_ERROR)
    })
    return listening(createServer(app))
  },
}
