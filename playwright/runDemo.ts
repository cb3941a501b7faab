import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Listener } from '../demo/settings.js'
import { PORT_VARIABLES } from '../demo/settings.js'
import { freePorts } from './freePorts.js'
import { patience } from './patience.js'

/** A demo of a test's own: beside the default ports, with a directory that goes with it. */
export interface Demo {
  readonly process: ChildProcess
  readonly ports: Readonly<Record<Listener, number>>
  /** Everything that it has printed so far. */
  output(): string
  /** Ends it, if nobody has yet, and removes its directory. */
  end(): Promise<void>
}

const listeners = Object.keys(PORT_VARIABLES) as Listener[]

/** What `npm start` runs. */
const COMMAND = [process.execPath, 'demo/start.mjs'] as const

/** Starts the demo. Resolves when its process runs; see {@link untilReady} for when it is of use. */
export async function spawnDemo(
  environment: NodeJS.ProcessEnv = {},
  [file, ...args]: readonly [string, ...string[]] = COMMAND,
): Promise<Demo> {
  const free = await freePorts(listeners.length)
  const ports = Object.fromEntries(listeners.map((listener, index) => [listener, free[index]])) as Record<
    Listener,
    number
  >
  const directory = await mkdtemp(join(tmpdir(), 'orders-desk-'))
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that Ctrl-C can be played on it alone.
    detached: true,
    env: {
      ...process.env,
      ...Object.fromEntries(
        listeners.map((listener) => [PORT_VARIABLES[listener][0], String(ports[listener])]),
      ),
      DEMO_DATA_DIRECTORY: directory,
      DEMO_LIVE_RELOAD: 'off',
      // Should the tests be killed, the demo sees that its parent is gone and follows.
      npm_lifecycle_event: 'start',
      ...environment,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))

  return {
    process: child,
    ports,
    output: () => output,
    async end() {
      if (isAlive(child)) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      killGroup(child.pid)
      await rm(directory, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Resolves when the desk can be opened. Rejects, with what was printed, when it ended or took too long. */
export async function untilReady(demo: Demo): Promise<void> {
  const deadline = AbortSignal.timeout(patience(30))
  while (!demo.output().includes('Ctrl-C ends')) {
    if (!isAlive(demo.process)) throw new Error(`The demo ended before it was ready:\n${demo.output()}`)
    await once(demo.process.stdout ?? demo.process, 'data', { signal: deadline })
  }
}

/** Whoever a failing test has proved to be left over. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is empty, as it should be.
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}
