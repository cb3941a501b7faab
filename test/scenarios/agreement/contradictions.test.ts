import { expect, it } from 'vitest'
import type { OneAnswer } from './oneAnswer.js'
import { contradictionWithin } from './oneAnswer.js'
import type { Sample } from './sample.js'
import { contradictionIn } from './sample.js'

const inOrder: Sample = {
  report: {
    statusCode: 200,
    status: 'degraded',
    ready: false,
    readOnly: true,
    components: {
      database: { status: 'degraded', critical: true },
      cache: { status: 'healthy', critical: false },
    },
  },
  readiness: 503,
  liveness: 200,
  pages: { database: 'degraded', cache: 'healthy' },
  headers: { read: '"database"', write: '"database"', 'write that may wait': '"database"' },
  read: {
    degraded: true,
    degradedServices: ['database'],
    readOnly: true,
    source: 'cache',
  },
  isWriteRefused: true,
}

it('finds none where all answers mean the same', () => {
  expect(contradictionIn(inOrder)).toBe(undefined)
})

it.each<[string, Partial<Sample>]>([
  ['status of the report', { report: { ...inOrder.report, status: 'healthy' } }],
  ['status code of the report', { report: { ...inOrder.report, statusCode: 503 } }],
  ['readiness', { readiness: 200 }],
  ['degradedServices', { read: { ...inOrder.read, degradedServices: ['cache'] } }],
  ['liveness', { liveness: 503 }],
  ['page of cache', { pages: { ...inOrder.pages, cache: 'degraded' } }],
  ['header of a read', { headers: { ...inOrder.headers, read: null } }],
  ['header of a write', { headers: { ...inOrder.headers, write: '"cache"' } }],
  ['header of a write that may wait', { headers: { ...inOrder.headers, 'write that may wait': null } }],
  ['degraded of', { read: { ...inOrder.read, degraded: false } }],
  ['readOnly of', { read: { ...inOrder.read, readOnly: false } }],
  ['refusal', { isWriteRefused: false }],
])('finds the one of %s', (what, wrong) => {
  expect(contradictionIn({ ...inOrder, ...wrong })).toContain(what)
})

const answer: OneAnswer = {
  method: 'GET',
  status: 200,
  headers: new Headers({ 'degraded-services': '"database", "cache"' }),
  body: { degraded: true, degradedServices: ['database', 'cache'], readOnly: true, source: 'default' },
}
const refusal: OneAnswer = { ...answer, method: 'POST', status: 503, body: { code: 'READ_ONLY' } }

it.each<[string, OneAnswer]>([
  ['a read while something is down', answer],
  [
    'a read that knows before any check',
    { ...answer, headers: new Headers(), body: { ...answer.body, degradedServices: [], readOnly: false } },
  ],
  ['a refusal', refusal],
  ['no answer', { method: 'GET', status: 0, headers: new Headers(), body: {} }],
])('finds none within %s', (_, each) => {
  expect(contradictionWithin(each)).toBe(undefined)
})

it.each<[string, OneAnswer]>([
  ['a header that names nothing', { ...answer, headers: new Headers() }],
  ['a body that names less', { ...answer, body: { ...answer.body, degradedServices: ['database'] } }],
  ['a body that is not degraded', { ...answer, body: { ...answer.body, degraded: false } }],
  [
    'a read from elsewhere that is not degraded',
    {
      ...answer,
      headers: new Headers(),
      body: { degraded: false, degradedServices: [], readOnly: false, source: 'cache' },
    },
  ],
  ['a refusal that names nothing', { ...refusal, headers: new Headers() }],
])('finds the one within %s', (_, each) => {
  expect(contradictionWithin(each)).toEqual(expect.any(String))
})
