import { readFileSync } from 'node:fs'
import { binary } from './binary.js'
import type { Engine } from './engines.js'
import { CHROMIUM, FIREFOX, POSTGRES, REDIS, WEBKIT } from './engines.js'
import { absenceOf } from './installEngines.js'
import { playwrightRemarks, vitestRemarks } from './remarks.js'
import type { Step } from './step.js'
import { agreeing, oneCheck, playwrightTally, vitestTally } from './tally.js'

/** Where the test runners leave their figures. */
export const REPORTS = '.tmp/test-run'
const vitestReport = `${REPORTS}/vitest.json`

export const build: Step = {
  name: 'build',
  commands: [
    [binary('vite'), 'build', '--logLevel', 'warn'],
    [binary('tsc', 'typescript'), '-p', 'tsconfig.build.json'],
  ],
  minutes: 5,
  count: oneCheck,
}

/** The tests of one of Playwright's projects, which are named after their engines. */
function endToEnd(engine: Engine): Step {
  const report = `${REPORTS}/playwright-${engine.name}.json`
  return {
    name: `end-to-end tests in ${engine.name}`,
    commands: [
      [
        binary('playwright', '@playwright/test'),
        'test',
        '--reporter=list,json',
        `--project=${engine.name}`,
        // Each its own: a run begins by clearing what another one left.
        `--output=.tmp/playwright/${engine.name}`,
      ],
    ],
    minutes: 30,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    missing: () => absenceOf(engine),
    count: (exitCode) => agreeing(read(report, playwrightTally), exitCode),
    remarks: () => read(report, playwrightRemarks) ?? [],
  }
}

/**
 * The tests of the provider, the hooks and the kit once more, with another React or with compiled sources. Like the
 * first time, they run as they are and in StrictMode.
 */
function reactTests(combination: string, env: NodeJS.ProcessEnv): Step {
  const report = `${REPORTS}/vitest-${combination.replaceAll(/\W+/g, '-')}.json`
  return {
    name: `tests with ${combination}`,
    commands: [
      [
        binary('vitest'),
        'run',
        ...['test/react', 'test/components'],
        ...['--project', 'browser'],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ],
    ],
    minutes: 10,
    env,
    count: (exitCode) => agreeing(read(report, vitestTally), exitCode),
    remarks: () => read(report, vitestRemarks) ?? [],
  }
}

/** The tests of one of Vitest's projects whose databases are real, in processes that the tests freeze and kill. */
function onEngines(project: 'engines' | 'scenarios', name: string, minutes: number): Step {
  const report = `${REPORTS}/vitest-${project}.json`
  return {
    name,
    commands: [
      [
        binary('vitest'),
        'run',
        `--project=${project}`,
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ],
    ],
    minutes,
    missing: () => absenceOf(REDIS) ?? absenceOf(POSTGRES),
    count: (exitCode) => agreeing(read(report, vitestTally), exitCode),
    remarks: () => read(report, vitestRemarks) ?? [],
  }
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
        // All but `engines` and `scenarios`: of two projects that are excluded, Vitest would run both.
        ...['--project=unit', '--project=browser*', '--project=stories*'],
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${vitestReport}`,
      ],
    ],
    minutes: 20,
    count: (exitCode) => agreeing(read(vitestReport, vitestTally), exitCode),
    remarks: () => read(vitestReport, vitestRemarks) ?? [],
  },
  onEngines('engines', 'tests on a real Redis and PostgreSQL', 5),
  onEngines('scenarios', 'scenarios: services that are stopped and started under load', 15),
  reactTests('React 19, compiled', { REACT: '19', REACT_COMPILER: 'true' }),
  reactTests('React 18', { REACT: '18', REACT_COMPILER: 'false' }),
  reactTests('React 18, compiled', { REACT: '18', REACT_COMPILER: 'true' }),
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
  {
    name: 'screenshots of every story',
    commands: [['--import', 'tsx', 'stories/shots/main.ts']],
    minutes: 15,
    count: oneCheck,
  },
  { name: 'knip', commands: [[binary('knip')]], minutes: 5, count: oneCheck },
  endToEnd(CHROMIUM),
  endToEnd(FIREFOX),
  endToEnd(WEBKIT),
]

/** `undefined` when the runner died before it wrote its report. */
function read<Report, Reading>(file: string, reading: (report: Report) => Reading): Reading | undefined {
  try {
    return reading(JSON.parse(readFileSync(file, 'utf8')) as Report)
  } catch {
    return undefined
  }
}
