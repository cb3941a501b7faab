import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { MINI_BROWSER, WEBKIT_DRIVER, X_SERVER } from '../../test/run/engines.js'
import type { Program } from '../../test/run/program.js'
import { findProgram } from '../../test/run/program.js'
import { freePorts } from '../freePorts.js'
import { patience } from '../patience.js'
import type { Command } from './webDriver.js'
import { Session, connect } from './webDriver.js'

/** WebKitGTK on a screen of its own. */
export interface WebKit {
  /** Starts a browser that remembers nothing of another one. */
  startSession(): Promise<Session>
  /** Ends the driver and its screen. */
  stop(): Promise<void>
}

/** Starts a screen, and on it the driver. */
export async function startWebKit(): Promise<WebKit> {
  const screen = spawn(
    pathOf(X_SERVER),
    ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const [port] = await freePorts(1)
  const [display] = await once(screen.stdio[3] as Readable, 'data')
  const driver = spawn(pathOf(WEBKIT_DRIVER), [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(display).trim()}`,
      // Without the compositor it paints everything by itself, a thousand times slower.
      WEBKIT_DISABLE_COMPOSITING_MODE: undefined,
      LIBGL_ALWAYS_SOFTWARE: undefined,
    },
  })
  const stop = async () => {
    for (const process of [driver, screen]) await end(process)
  }
  const command = connect(`http://127.0.0.1:${port}`)
  try {
    await untilReady(command)
  } catch (error) {
    await stop()
    throw error
  }
  const capabilities = {
    browserName: 'MiniBrowser',
    // So long an element may take to appear.
    timeouts: { implicit: patience(5) },
    'webkitgtk:browserOptions': { binary: pathOf(MINI_BROWSER), args: ['--automation'] },
  }
  return { startSession: () => Session.start(command, capabilities), stop }
}

/** A driver does not say when it listens. */
async function untilReady(command: Command): Promise<void> {
  const deadline = Date.now() + patience(10)
  for (;;) {
    try {
      await command('GET', '/status')
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return
  const ended = once(process, 'exit')
  process.kill('SIGTERM')
  await ended
}

function pathOf(program: Program): string {
  const path = findProgram(program)
  if (path === undefined) throw new Error(`There is no ${program.name}: npm run engines gets it.`)
  return path
}
