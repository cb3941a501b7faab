import { createServer } from 'node:http'
import { connectMiddleware, degradation, requireWritable } from '../../../src/server.js'
import { constantAnswer } from './constantAnswer.js'
import { listen } from './listen.js'
import { warmService } from './service.js'
import type { Subject } from './subject.js'

/** The constant behind both steps of degraded operation: what is above the row without is what they cost a request. */
export const constantBehindSteps: Subject = async (dependency) => {
  const health = await warmService(dependency)
  const answer = await constantAnswer(dependency)
  const begin = connectMiddleware(degradation(health), requireWritable(health))
  return listen(
    createServer((request, response) => begin(request, response, () => answer(request, response))),
  )
}
