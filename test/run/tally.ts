/** What a step, or the whole run, came to. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** The line that closes a run. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** A step that is one check: what it came to is its exit code. */
export function oneCheck(exitCode: number): Tally {
  return exitCode === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 }
}

/**
 * A test runner's own count, made to agree with its exit code: a run that failed for another reason than a test
 * (a file that doesn't load, a threshold, a crash before the report was written), or that ran no test, is one failure.
 */
export function agreeing(count: Tally | undefined, exitCode: number): Tally {
  const tally = count ?? nothing
  const isSilent = exitCode === 0 && tally.passed + tally.failed === 0
  const isUnexplained = exitCode !== 0 && tally.failed === 0
  return isSilent || isUnexplained ? add(tally, oneCheck(1)) : tally
}

/** What is read of a report of Vitest's json reporter. */
export interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** The count in a report of Vitest's; a file that failed although none of its tests did has one failure of its own. */
export function vitestTally(report: VitestReport): Tally {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** The count in a report of Playwright's json reporter; a test that passed only when tried again has passed. */
export function playwrightTally({
  stats,
}: {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}): Tally {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}
