import { createServer } from 'node:http'
import express from 'express'
import { constantAnswer } from './constantAnswer.js'
import { listen } from './listen.js'
import type { Subject } from './subject.js'

/** The constant in an app of Express: what is left of the row beside it is Express. */
export const constantOnExpress: Subject = async (dependency) => {
  const app = express()
  app.get('/health', await constantAnswer(dependency))
  return listen(createServer(app))
}
