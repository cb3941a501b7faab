import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import type { DegradationState } from 'react-api-status/server'
import { connectMiddleware, createNodeHandler, degradation, requireWritable } from 'react-api-status/server'
import { openDesk } from '../api/desk.js'
import { prefersNotToWait } from '../api/prefer.js'
import { answer } from '../api/routes.js'
import { HOST, readSettings } from '../settings.js'
import { runPart } from './part.js'

/** Whoever breaks something waits for what comes of it. */
const CHECK_EVERY_MS = 2000

const READ_ONLY =
  "New orders can't be saved right now. Nothing you typed is lost: please try again in a moment."

runPart(async (delays) => {
  const settings = readSettings()
  const desk = await openDesk(settings, () => delays.wait('disk'))
  const health = createNodeHandler(desk.health)
  const degraded = degradation(desk.health, { interval: CHECK_EVERY_MS })
  const tell = connectMiddleware(degraded)
  const tellAndGuard = connectMiddleware(degraded, requireWritable(desk.health, { message: READ_ONLY }))

  const server = createServer((request, response) => {
    void delays.wait('api').then(() => {
      const begin = prefersNotToWait(request) ? tell : tellAndGuard
      begin(request, response, () => {
        if (isHealthPath(request.url ?? '/')) health(request, response)
        else void answer(desk, request as IncomingMessage & DegradationState, response)
      })
    })
  })
  await once(server.listen(settings.ports.api, HOST), 'listening')
})

function isHealthPath(url: string): boolean {
  return /^(\/api)?\/health(\/|\?|$)/.test(url)
}
