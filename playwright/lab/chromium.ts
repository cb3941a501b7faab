import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { chromiumLaunchOptions } from '../../test/run/chromium.js'
import { patience } from '../patience.js'
import type { Send } from './protocol.js'
import { speakProtocol } from './protocol.js'
import type { Tab } from './tab.js'
import { attachTab } from './tab.js'

/**
 * Chromium as users have it: with a back-forward cache, and with background tabs that are hidden, throttled and frozen.
 * Playwright's keeps every page visible and focused, makes freezing do nothing, and turns that cache off.
 */
export interface Chromium {
  /** Any command of the protocol to the browser itself, such as `Storage.*`. */
  readonly send: Send
  /** Opens a page in a tab of its own, in front of the others. Resolves when it has loaded. */
  openTab(url: string): Promise<Tab>
  /** The same in a window of its own: what is in the other windows stays visible. */
  openWindow(url: string): Promise<Tab>
  /** The same without anyone attached, as which Chromium prerenders nothing. Returns the way to attach later. */
  openUnwatched(url: string): Promise<() => Promise<Tab>>
  /** As behind a closed lid: for so many milliseconds nothing of it runs, and nothing tells a page afterwards. */
  sleep(milliseconds: number): Promise<void>
  /** Ends its process and removes its profile. */
  close(): Promise<void>
}

/** Launches one, with a profile of its own. @param flags Further command line switches. */
export async function launchChromium(flags: readonly string[] = []): Promise<Chromium> {
  const { executablePath, args } = chromiumLaunchOptions()
  if (executablePath === undefined) throw new Error('No Chromium: set CHROMIUM_PATH, or install one.')
  const profile = await mkdtemp(join(tmpdir(), 'lab-chromium-'))
  const child = spawn(
    executablePath,
    [...args, '--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`, ...flags],
    // A group of its own: its renderers go with it. Should we be killed, it sees its pipe close and ends by itself.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  )
  const exited = once(child, 'exit')
  const protocol = speakProtocol(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const send = protocol.session()

  const open = async (url: string, newWindow: boolean) => {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank', newWindow })
    const tab = await attachTab(protocol, targetId)
    await tab.navigate(url)
    return tab
  }
  const chromium: Chromium = {
    send,
    async openUnwatched(url) {
      const { targetId } = await send('Target.createTarget', { url })
      return () => attachTab(protocol, targetId)
    },
    openTab: (url) => open(url, false),
    openWindow: (url) => open(url, true),
    async sleep(milliseconds) {
      signalGroup(child.pid, 'SIGSTOP')
      await pause(milliseconds)
      signalGroup(child.pid, 'SIGCONT')
    },
    async close() {
      void send('Browser.close').catch(() => {})
      const deadline = setTimeout(signalGroup, patience(5), child.pid, 'SIGKILL')
      await exited
      clearTimeout(deadline)
      signalGroup(child.pid, 'SIGKILL')
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    await Promise.race([
      send('Browser.getVersion'),
      exited.then(([code]) => Promise.reject(new Error(`${executablePath} ended at once, with ${code}.`))),
    ])
  } catch (error) {
    await chromium.close()
    throw error
  }
  return chromium
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Nobody is left of it.
  }
}
