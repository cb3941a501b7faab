import { createServer } from 'node:http'
import { constantAnswer } from './constantAnswer.js'
import { listen } from './listen.js'
import type { Subject } from './subject.js'

/** What nothing can go below: the bytes of our service out of a constant, by nothing but `node:http`. */
export const constant: Subject = async (dependency) => listen(createServer(await constantAnswer(dependency)))
