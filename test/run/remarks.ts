import { stripVTControlCharacters } from 'node:util'

/** What is read of a test in a report of Vitest's json reporter. */
interface VitestTest {
  readonly fullName: string
  readonly status: string
  /** Also of a test that passed when it was tried again: why it did not at first. */
  readonly failureMessages: readonly string[]
}

/** What is read of a report of Vitest's json reporter. */
export interface VitestRemarkable {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly VitestTest[]
  }[]
}

/** What is read of a report of Playwright's json reporter. */
export interface PlaywrightRemarkable {
  readonly suites: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  readonly file: string
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[]
    }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

/** Which tests failed, and which passed only when tried again, each with the beginning of its reason. */
export function vitestRemarks({ testResults }: VitestRemarkable): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const remarks = assertionResults.flatMap(({ fullName, status: outcome, failureMessages }) => {
      if (outcome === 'failed') return remark('failed', name, fullName, failureMessages[0])
      if (outcome === 'passed' && failureMessages.length > 0) {
        return remark('passed when tried again', name, fullName, failureMessages[0])
      }
      return []
    })
    const isBroken = status === 'failed' && !assertionResults.some((each) => each.status === 'failed')
    return isBroken ? [remark('failed', name, 'as a file', message), ...remarks] : remarks
  })
}

/** The same of a report of Playwright's. */
export function playwrightRemarks({ suites }: PlaywrightRemarkable): string[] {
  return suites.flatMap(({ file, specs, suites: inner = [] }) => [
    ...specs.flatMap(({ title, tests }) =>
      tests.flatMap(({ status, results }) => {
        const reason = results.flatMap(({ errors }) => errors)[0]?.message
        if (status === 'unexpected') return remark('failed', file, title, reason)
        return status === 'flaky' ? remark('passed when tried again', file, title, reason) : []
      }),
    ),
    ...playwrightRemarks({ suites: inner }),
  ])
}

function remark(outcome: string, file: string, title: string, reason = 'no reason was given'): string {
  const [firstLine = ''] = stripVTControlCharacters(reason).split('\n')
  const place = file.replace(`${process.cwd()}/`, '')
  return `${outcome}: ${place} › ${title}: ${firstLine.slice(0, 300)}`
}
