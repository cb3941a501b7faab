import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { binary } from './binary.js'
import type { Engine } from './engines.js'
import { lacks, pathsOf } from './engines.js'

const MINUTE = 60_000
const INSTALL = ['install', '-y', '--no-install-recommends']

/** What this machine lets us do. */
export interface Machine {
  /** What the engines are found by. */
  readonly env: NodeJS.ProcessEnv
  readonly isRoot: boolean
  /** Debian, Ubuntu and their kin. */
  readonly hasApt: boolean
  /** Runs an installer. Whether it helped shows in what is there afterwards. */
  readonly run: (command: readonly string[], timeout: number) => void
}

export const thisMachine: Machine = {
  env: process.env,
  isRoot: process.getuid?.() === 0,
  hasApt: existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get'),
  run([command = '', ...args], timeout) {
    try {
      execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout, killSignal: 'SIGKILL' })
    } catch (error) {
      console.log(`${[command, ...args].join(' ')}: ${(error as Error).message.split('\n')[0]}`)
    }
  },
}

/**
 * Gets those of `engines` that are missing: the distribution's packages, then what Playwright's installer has. Nobody is
 * asked for a password: packages are installed as root, or in CI by a `sudo` that needs none.
 */
export function installEngines(engines: readonly Engine[], machine: Machine = thisMachine): void {
  const { env, isRoot, hasApt, run } = machine
  const missing = () => engines.filter((engine) => lacks(engine, env).length > 0)
  if (missing().length === 0) return

  if (hasApt && (isRoot || env.CI === 'true')) {
    const apt = [...(isRoot ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq']
    run([...apt, 'update'], 5 * MINUTE)
    // One by one: a distribution that does not know one of them still brings the others.
    for (const { packages } of missing()) run([...apt, ...INSTALL, ...packages], 10 * MINUTE)
  }
  for (const { playwright } of missing()) {
    if (playwright) run([process.execPath, binary('playwright'), 'install', playwright], 3 * MINUTE)
  }
}

/** What is missing of an engine and how to get it, in one line; `undefined` when it is there. */
export function absenceOf(engine: Engine, { env, hasApt }: Machine = thisMachine): string | undefined {
  const missing = lacks(engine, env)
  if (missing.length === 0) return undefined
  const ways = [
    ...(hasApt ? [`sudo apt-get update && sudo apt-get ${[...INSTALL, ...engine.packages].join(' ')}`] : []),
    ...(engine.playwright ? [`npx playwright install ${engine.playwright}`] : []),
    ...engine.programs.flatMap(({ variable }) => (variable ? [`set ${variable}`] : [])),
  ]
  return `${missing.join(' and ')} missing: ${ways.join(', or ') || 'this system has no package of it'}`
}

/** The path of the first program of `engine`, which is installed if need be. Throws with the way to get it. */
export function ensureEngine(engine: Engine, machine: Machine = thisMachine): string {
  installEngines([engine], machine)
  const [path] = pathsOf(engine, machine.env)
  const absence = absenceOf(engine, machine)
  if (absence !== undefined || path === undefined) throw new Error(absence)
  return path
}
