import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { CHROMIUM } from '../run/engines.js'
import { ensureEngine } from '../run/installEngines.js'
import { runSteps } from '../run/runSteps.js'
import type { Step } from '../run/step.js'
import { build } from '../run/steps.js'
import { closingLine, oneCheck } from '../run/tally.js'

// `npm run test:consumers`: what is published, as its users have it. The package is built, packed and installed into
// copies of small projects outside of this one, so that nothing is found here by accident.
const folder = mkdtempSync(join(tmpdir(), 'react-api-status-consumers-'))
const tarball = join(folder, `${manifest.name}-${manifest.version}.tgz`)
const npm =
  process.env.npm_execpath ??
  execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim() + '/npm/bin/npm-cli.js'
const quietly = ['--prefer-offline', '--no-audit', '--no-fund']

/** Copies a consumer out of the repository; answers where to. */
function copyOf(consumer: string): string {
  const copy = join(folder, consumer)
  cpSync(join(import.meta.dirname, consumer), copy, { recursive: true })
  return copy
}

const vite = copyOf('vite-react')
const node = copyOf('node-only')
/** A script of a package that the Vite consumer has installed. */
const installed = (path: string) => join(vite, 'node_modules', path)

function check(name: string, needs: string, commands: Step['commands'], cwd?: string): Step {
  return { name, needs, commands, minutes: 5, count: oneCheck, ...(cwd === undefined ? {} : { cwd }) }
}

const steps: readonly Step[] = [
  build,
  check('npm pack', 'build', [[npm, 'pack', '--pack-destination', folder]]),
  check(
    'install into an app of Vite and React',
    'npm pack',
    [
      [npm, 'ci', ...quietly],
      [npm, 'install', '--no-save', ...quietly, tarball],
    ],
    vite,
  ),
  ...['bundler', 'nodenext'].map((resolution) =>
    check(
      `types, resolved as ${resolution}`,
      'install into an app of Vite and React',
      [[installed('typescript/bin/tsc'), '-p', `tsconfig.${resolution}.json`]],
      vite,
    ),
  ),
  check(
    'vite build',
    'install into an app of Vite and React',
    [[installed('vite/bin/vite.js'), 'build']],
    vite,
  ),
  check('the indicator says healthy in Chromium', 'vite build', [
    ['--import', 'tsx', join(import.meta.dirname, 'openInChromium.ts'), vite],
  ]),
  check('rendering on a server', 'install into an app of Vite and React', [['renderOnServer.mjs']], vite),
  check(
    'install beside no React',
    'npm pack',
    [[npm, 'install', '--no-save', '--omit=peer', ...quietly, tarball]],
    node,
  ),
  check('./core and ./server without React', 'install beside no React', [['withoutReact.mjs']], node),
]

try {
  process.env.CHROMIUM_PATH = ensureEngine(CHROMIUM)
  const { total, failedSteps } = await runSteps(steps, {
    isCi: process.env.CI === 'true',
    print: console.log,
  })
  if (failedSteps.length > 0) process.exitCode = 1
  console.log(`\n${closingLine(total)}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
