import type { Dependency } from './checks.js'
import type { Question } from './load.js'
import type { SubjectName } from './serve.js'

/** A line of the table: a server, and what it is asked. */
export interface Row {
  readonly name: string
  readonly subject: SubjectName
  readonly dependency: Dependency
  readonly question: Question
}

const report: Question = { path: '/health', status: 200 }
const liveness: Question = { path: '/health/live', status: 200 }

function row(name: string, subject: SubjectName, dependency: Dependency, question: Question = report): Row {
  return { name, subject, dependency, question }
}

/** @param etag The validator of our report, for the row that has it already. */
export function rowsFor(etag: string): Row[] {
  const unchanged = { ...report, headers: `If-None-Match: ${etag}\r\n`, status: 304 }
  return [
    row('constant', 'constant', 'trivial'),
    row('constant, again', 'constant', 'trivial'),
    row('ours', 'onNode', 'trivial'),
    row('ours, checks of 1 ms', 'onNode', 'sleep'),
    row('ours, unchanged (304)', 'onNode', 'trivial', unchanged),
    row('constant behind degradation and requireWritable', 'constantBehindSteps', 'trivial'),
    row('constant on Express', 'constantOnExpress', 'trivial'),
    row('ours on Express', 'onExpress', 'trivial'),
    row('ours on Fastify', 'onFastify', 'trivial'),
    row('ours on Hono', 'onHono', 'trivial'),
    row('constant liveness', 'constant', 'trivial', liveness),
    row('our liveness', 'onNode', 'trivial', liveness),
    row('@fastify/under-pressure', 'underPressure', 'trivial'),
    row('@fastify/under-pressure, checks of 1 ms', 'underPressure', 'sleep'),
    row('@godaddy/terminus', 'godaddyTerminus', 'trivial'),
    row('@godaddy/terminus, checks of 1 ms', 'godaddyTerminus', 'sleep'),
    row('@nestjs/terminus on Fastify', 'nestTerminus', 'trivial'),
    row('@nestjs/terminus on Fastify, checks of 1 ms', 'nestTerminus', 'sleep'),
  ]
}
