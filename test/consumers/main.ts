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
const env = { NEXT_TELEMETRY_DISABLED: '1' }

/** Copies a consumer out of the repository; answers where to. */
function copyOf(consumer: string): string {
  const copy = join(folder, consumer)
  cpSync(join(import.meta.dirname, consumer), copy, { recursive: true })
  return copy
}

const vite = copyOf('vite-react')
const next = copyOf('next-app-router')
const shadcn = copyOf('shadcn')
const node = copyOf('node-only')

function check(name: string, needs: string, commands: Step['commands'], cwd?: string): Step {
  return { name, needs, commands, minutes: 5, env, count: oneCheck, ...(cwd === undefined ? {} : { cwd }) }
}

/** Installs what the lock file of `app` says, and the packed package. */
function install(name: string, app: string, ...options: string[]): Step {
  const commands = [
    [npm, 'ci', ...quietly],
    [npm, 'install', ...options, ...quietly, tarball],
  ]
  return check(name, 'npm pack', commands, app)
}

/** Runs a script of this folder, which is given where the installed consumer is. */
function script(file: string, ...args: string[]): string[] {
  return ['--import', 'tsx', join(import.meta.dirname, file), ...args]
}

const inVite = 'install into an app of Vite and React'
const inNext = 'install into an app of Next'
const inShadcn = 'install into an app of shadcn/ui'
const added = 'shadcn adds the items of our registry'

const steps: readonly Step[] = [
  build,
  { name: 'recipes', commands: [script('compareRecipes.ts')], minutes: 1, count: oneCheck },
  check('npm pack', 'build', [[npm, 'pack', '--pack-destination', folder]]),

  install(inVite, vite, '--no-save'),
  ...['bundler', 'nodenext'].map((resolution) =>
    check(
      `types, resolved as ${resolution}`,
      inVite,
      [['node_modules/typescript/bin/tsc', '-p', `tsconfig.${resolution}.json`]],
      vite,
    ),
  ),
  check(
    'vite build',
    inVite,
    [
      ['node_modules/vite/bin/vite.js', 'build'],
      ['node_modules/vite/bin/vite.js', 'build', '--ssr', 'src/render.tsx', '--outDir', 'dist-server'],
    ],
    vite,
  ),
  check('the indicator says healthy in Chromium', 'vite build', [script('openInChromium.ts', vite)]),
  check('rendering on a server', inVite, [['renderOnServer.mjs']], vite),
  check('rendered by Node, hydrated in Chromium', 'vite build', [script('openRendered.ts', vite)]),

  install(inNext, next, '--no-save'),
  check('next build', inNext, [['node_modules/next/dist/bin/next', 'build']], next),
  check('rendered by Next, hydrated in Chromium', 'next build', [script('openNext.ts', next)]),
  check('health as route handlers of Next', 'next build', [script('askNext.ts', next)]),

  // Saved, so that the shadcn CLI sees the dependency there and does not look for it.
  install(inShadcn, shadcn, '--save'),
  check(added, inShadcn, [script('addFromRegistry.ts', shadcn)]),
  check(
    'types and build of what shadcn has added',
    added,
    [
      ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
      ['node_modules/vite/bin/vite.js', 'build'],
    ],
    shadcn,
  ),
  check('what shadcn has added, in Chromium', 'types and build of what shadcn has added', [
    script('openShadcn.ts', shadcn),
  ]),

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
