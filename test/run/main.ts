import { mkdirSync, rmSync } from 'node:fs'
import { CHROMIUM } from './engines.js'
import { ensureEngine } from './installEngines.js'
import { runSteps } from './runSteps.js'
import { REPORTS, steps } from './steps.js'
import { closingLine, nothing } from './tally.js'

// `npm test`: everything, in order, closing with one line of figures for the whole run.
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

try {
  // Handed on by environment, so that every runner below uses the same one.
  process.env.CHROMIUM_PATH = ensureEngine(CHROMIUM)
  const isCi = process.env.CI === 'true'
  const { total, failedSteps } = await runSteps(steps, { isCi, print: console.log })
  if (failedSteps.length > 0) process.exitCode = 1
  console.log(`\n${closingLine(total)}`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
  console.log(`\n${closingLine({ ...nothing, failed: 1 })}`)
}
