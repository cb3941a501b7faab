import { readFileSync } from 'node:fs'
import { binary } from './binary.js'
import type { Step } from './step.js'
import { agreeing, oneCheck, playwrightTally, vitestTally } from './tally.js'
import type { Tally } from './tally.js'

/** Where the test runners leave their figures. */
export const REPORTS = '.tmp/test-run'
const vitestReport = `${REPORTS}/vitest.json`
const playwrightReport = `${REPORTS}/playwright.json`

export const build: Step = {
  name: 'build',
  commands: [
    [binary('vite'), 'build', '--logLevel', 'warn'],
    [binary('tsc', 'typescript'), '-p', 'tsconfig.build.json'],
  ],
  minutes: 5,
  count: oneCheck,
}

/** What `npm test` does, in order: what fails fast comes first. */
export const steps: readonly Step[] = [
  { name: 'format', commands: [[binary('oxfmt'), '--check']], minutes: 2, count: oneCheck },
  { name: 'lint', commands: [[binary('oxlint'), '--deny-warnings']], minutes: 5, count: oneCheck },
  { name: 'types', commands: [[binary('tsc', 'typescript'), '--noEmit']], minutes: 5, count: oneCheck },
  {
    name: 'unit, browser and story tests',
    commands: [
      [
        binary('vitest'),
        'run',
        '--coverage',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${vitestReport}`,
      ],
    ],
    minutes: 20,
    count: (exitCode) => agreeing(readTally(vitestReport, vitestTally), exitCode),
  },
  build,
  {
    name: 'size limits',
    commands: [['--import', 'tsx', 'test/run/size.ts']],
    minutes: 5,
    needs: 'build',
    count: oneCheck,
  },
  {
    name: 'publint',
    commands: [[binary('publint'), '--strict']],
    minutes: 5,
    needs: 'build',
    count: oneCheck,
  },
  {
    name: 'are the types wrong',
    commands: [[binary('attw', '@arethetypeswrong/cli'), '--pack', '.', '--profile', 'esm-only']],
    minutes: 5,
    needs: 'build',
    count: oneCheck,
  },
  { name: 'knip', commands: [[binary('knip')]], minutes: 5, count: oneCheck },
  {
    name: 'end-to-end tests',
    commands: [[binary('playwright', '@playwright/test'), 'test', '--reporter=list,json']],
    minutes: 30,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
    count: (exitCode) => agreeing(readTally(playwrightReport, playwrightTally), exitCode),
  },
]

/** `undefined` when the runner died before it wrote its report. */
function readTally<Report>(file: string, count: (report: Report) => Tally): Tally | undefined {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')) as Report)
  } catch {
    return undefined
  }
}
