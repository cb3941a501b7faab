import { CHROMIUM_PROGRAM } from './engines.js'
import { findProgram } from './program.js'

/** How to launch Chromium: as root its sandbox can't start, and nothing in it may look for hosts of its own. */
export function chromiumLaunchOptions(env: NodeJS.ProcessEnv = process.env): {
  executablePath?: string
  args: string[]
} {
  const executablePath = findProgram(CHROMIUM_PROGRAM, env)
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
