import { describe, expect, it } from 'vitest'
import { playwrightRemarks, vitestRemarks } from './remarks.js'

describe('the remarks on a run', () => {
  it('name the tests of Vitest’s that failed or were tried again, with the first line of why', () => {
    const file = `${process.cwd()}/test/time/clock.test.ts`
    const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
      fullName,
      status,
      failureMessages,
    })
    const assertionResults = [
      test('a clock ticks', 'passed'),
      test('a clock stops', 'failed', 'Error: \u001B[31mexpected 1\u001B[39m\n    at clock.test.ts:3'),
      test('a clock rings', 'passed', 'Error: too late'),
      test('a clock chimes', 'skipped'),
    ]
    expect(vitestRemarks({ testResults: [{ name: file, status: 'failed', assertionResults }] })).toEqual([
      'failed: test/time/clock.test.ts › a clock stops: Error: expected 1',
      'passed when tried again: test/time/clock.test.ts › a clock rings: Error: too late',
    ])
  })

  it('name a file that does not load', () => {
    const broken = { name: 'a.test.ts', status: 'failed', message: 'SyntaxError: x', assertionResults: [] }
    expect(vitestRemarks({ testResults: [broken] })).toEqual([
      'failed: a.test.ts › as a file: SyntaxError: x',
    ])
  })

  it('name those of Playwright’s, however deep in their groups', () => {
    const spec = (title: string, status: string, ...messages: string[]) => ({
      title,
      tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }],
    })
    const inner = {
      file: 'a.spec.ts',
      specs: [spec('opens', 'flaky', 'Error: shut'), spec('closes', 'expected')],
    }
    const suites = [
      { file: 'a.spec.ts', specs: [spec('loads', 'unexpected', 'Error: 404')], suites: [inner] },
    ]
    expect(playwrightRemarks({ suites })).toEqual([
      'failed: a.spec.ts › loads: Error: 404',
      'passed when tried again: a.spec.ts › opens: Error: shut',
    ])
  })
})
