import { once } from 'node:events'
import { Mailbox } from '../email/mailbox.js'
import { attachmentsDirectory, HOST, mailDirectory, origin, readSettings } from '../settings.js'
import { Child } from './childProcess.js'
import { createControlServer } from './controlServer.js'
import { Disk } from './disk.js'
import type { Absences } from './faultBox.js'
import { FaultBox } from './faultBox.js'
import { expectFreePorts } from './freePorts.js'
import { watchParent } from './watchParent.js'

/** Starts every part, breaks them on request, and leaves no process behind. */
const parts = {
  database: new Child('database', 'parts/database.ts', reportCrash),
  cache: new Child('cache', 'parts/cache.ts', reportCrash),
  email: new Child('email', 'parts/email.ts', reportCrash),
  recommendations: new Child('recommendations', 'parts/recommendations.ts', reportCrash),
  api: new Child('api', 'parts/api.ts', reportCrash),
  web: new Child('web', 'parts/web.ts', reportCrash),
}
let isEnding = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
watchParent(() => void end(0))
try {
  await start()
} catch (error) {
  if (!isEnding) console.error((error as Error).message)
  await end(1)
}

async function start(): Promise<void> {
  const settings = readSettings()
  await expectFreePorts(settings)

  const disk = new Disk(attachmentsDirectory(settings))
  await disk.mend()
  const absences: Absences =
    settings.redisServer === undefined
      ? { cache: 'No redis-server was found: there is nothing to break.' }
      : {}
  const box = new FaultBox(parts, disk, absences)
  const control = createControlServer(box, new Mailbox(mailDirectory(settings)))
  await once(control.listen(settings.ports.control, HOST), 'listening')
  console.log('Starting the orders desk ...')
  const present = Object.entries(parts).filter(([name]) => !(name in absences))
  await Promise.all(present.map(([, part]) => part.start()))

  console.log(`
  Orders desk   ${origin(settings, 'web')}
  Health        ${origin(settings, 'api')}/api/health
  Break it      ${origin(settings, 'control')}/faults, or the panel on the page

  Ctrl-C ends all of it.
`)
}

async function end(exitCode: number): Promise<void> {
  if (isEnding) return
  isEnding = true
  await Promise.all(Object.values(parts).map((part) => part.end()))
  process.exit(exitCode)
}

function reportCrash(name: string, how: string): void {
  if (isEnding) return
  if (name === 'web') {
    console.error(`The web server ended by itself (${how}), and the demo with it.`)
    return void end(1)
  }
  console.error(`${name} ended by itself (${how}). Choose "ok" for it in the panel to start it again.`)
}
