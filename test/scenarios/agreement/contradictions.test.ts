import { expect, it } from 'vitest'
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
  read: {
    header: '"database"',
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
  ['header', { read: { ...inOrder.read, header: null } }],
  ['degraded of', { read: { ...inOrder.read, degraded: false } }],
  ['readOnly of', { read: { ...inOrder.read, readOnly: false } }],
  ['refusal', { isWriteRefused: false }],
])('finds the one of %s', (what, wrong) => {
  expect(contradictionIn({ ...inOrder, ...wrong })).toContain(what)
})
