import { describe, expect, it } from 'vitest'
import { add, agreeing, closingLine, nothing, playwrightTally, vitestTally } from './tally.js'

describe('a tally', () => {
  it('adds up and closes in one line', () => {
    const total = add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })
    expect(closingLine(total)).toBe('11 passed, 22 failed, 33 skipped')
  })

  const vitestReport = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [],
  }

  it('counts what Vitest reports, a todo among the skipped', () => {
    expect(vitestTally(vitestReport)).toEqual({ passed: 5, failed: 1, skipped: 3 })
  })

  it('counts a file that does not load as one failure, and a failed test once', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ]
    expect(vitestTally({ ...vitestReport, testResults }).failed).toBe(2)
  })

  it('counts what Playwright reports, a flaky test among the passed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
    expect(playwrightTally({ stats })).toEqual({ passed: 6, failed: 1, skipped: 2 })
  })
})

describe('a runner’s count', () => {
  const allPassed = { passed: 3, failed: 0, skipped: 1 }

  it('stands where it agrees with the exit code', () => {
    expect(agreeing(allPassed, 0)).toEqual(allPassed)
    expect(agreeing({ ...allPassed, failed: 2 }, 1)).toEqual({ ...allPassed, failed: 2 })
  })

  it('gets one failure where the run failed and no test did', () => {
    expect(agreeing(allPassed, 1)).toEqual({ ...allPassed, failed: 1 })
  })

  it('gets one failure where there is no report or no test ran', () => {
    expect(agreeing(undefined, 0)).toEqual({ ...nothing, failed: 1 })
    expect(agreeing({ ...nothing, skipped: 4 }, 0)).toEqual({ passed: 0, failed: 1, skipped: 4 })
  })
})
