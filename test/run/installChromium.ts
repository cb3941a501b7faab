import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './chromium.js'
import { binary } from './binary.js'

const MINUTE = 60_000

/**
 * The path of a Chromium, got if there is none: by Playwright's own installer, then, as root on Debian or Ubuntu, as
 * the distribution's package. Throws with the one command to run where neither gives one.
 */
export function ensureChromium(env: NodeJS.ProcessEnv = process.env): string {
  const found = findChromium(env)
  if (found) return found

  console.log('No Chromium found; trying Playwright’s installer.')
  run(process.execPath, [binary('playwright'), 'install', 'chromium'], 3 * MINUTE)
  const downloaded = findChromium(env)
  if (downloaded) return downloaded

  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  if (isDebian && process.getuid?.() === 0) {
    console.log('Trying the distribution’s package.')
    run('apt-get', ['update', '-qq'], 5 * MINUTE)
    run('apt-get', [...INSTALL, '-qq'], 10 * MINUTE)
    const installed = findChromium(env)
    if (installed) return installed
  }
  const command = isDebian
    ? `sudo apt-get update && sudo apt-get ${INSTALL.join(' ')}`
    : 'npx playwright install chromium'
  throw new Error(
    `No Chromium found, and the browser tests need one. Run\n\n  ${command}\n\nor set CHROMIUM_PATH to one.`,
  )
}

const INSTALL = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']

/** Runs an installer. Whether it helped shows in what is there afterwards, so its failure is only told. */
function run(command: string, args: readonly string[], timeout: number): void {
  try {
    execFileSync(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout,
      killSignal: 'SIGKILL',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch (error) {
    console.log(`${command} ${args[0]} did not succeed: ${(error as Error).message.split('\n')[0]}`)
  }
}
