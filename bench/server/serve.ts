import type { AddressInfo } from 'node:net'
import type { Dependency } from './checks.js'
import { trouble } from './subjects/service.js'
import type { Subject } from './subjects/subject.js'

// One server, in a process of its own, until its parent lets go of it: `serve.mjs onNode trivial`. Tells its parent
// its port, and when asked, what it has used. Loads nothing of the others.
const subjects = {
  constant: async () => (await import('./subjects/constant.js')).constant,
  constantBehindSteps: async () => (await import('./subjects/constantBehindSteps.js')).constantBehindSteps,
  constantOnExpress: async () => (await import('./subjects/constantOnExpress.js')).constantOnExpress,
  onNode: async () => (await import('./subjects/ours.js')).onNode,
  onExpress: async () => (await import('./subjects/oursOnExpress.js')).onExpress,
  onFastify: async () => (await import('./subjects/oursOnFastify.js')).onFastify,
  onHono: async () => (await import('./subjects/oursOnHono.js')).onHono,
  nestTerminus: async () => (await import('./subjects/nestTerminus.js')).nestTerminus,
  godaddyTerminus: async () => (await import('./subjects/godaddyTerminus.js')).godaddyTerminus,
  underPressure: async () => (await import('./subjects/underPressure.js')).underPressure,
} satisfies Record<string, () => Promise<Subject>>

/** The names of the servers. */
export type SubjectName = keyof typeof subjects

/** What a server's process has used since its start. */
export interface Usage {
  /** Processor time, in microseconds. */
  readonly cpu: number
  /** Resident memory, in bytes. */
  readonly resident: number
}

const [, , name, dependency] = process.argv as [string, string, SubjectName, Dependency]
const subject = await subjects[name]()
const server = await subject(dependency)
// Connections are kept while it is the others' turn.
server.keepAliveTimeout = 0
process.on('disconnect', () => process.exit(0))
process.on('message', (message: 'usage' | 'hang') => {
  if (message === 'hang') trouble.isHung = true
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: user + system, resident: process.memoryUsage.rss() } satisfies Usage)
})
process.send?.((server.address() as AddressInfo).port)
