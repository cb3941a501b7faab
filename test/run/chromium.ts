import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

/** Names under which distributions put it on the PATH. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']

/** Where installers put it without telling the PATH. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Finds the Chromium that every browser test runs in: `CHROMIUM_PATH`, the system's, then Playwright's own.
 * `undefined` when there is none.
 *
 * Throws when `CHROMIUM_PATH` names a file that is not there: falling back to another browser would hide the mistake.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = env.CHROMIUM_PATH
  if (chosen) {
    if (existsSync(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH names ${chosen}, and no such file exists. Correct it, or unset it.`)
  }
  const directories = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = directories.flatMap((directory) => COMMANDS.map((command) => join(directory, command)))
  return [...onPath, ...USUAL_PLACES, chromium.executablePath()].find((path) => existsSync(path))
}

/** How to launch it: as root its sandbox can't start, and nothing in it may look for hosts of its own. */
export function chromiumLaunchOptions(env: NodeJS.ProcessEnv = process.env): {
  executablePath?: string
  args: string[]
} {
  const executablePath = findChromium(env)
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  return executablePath === undefined ? { args } : { executablePath, args }
}
