import { runNode } from './runNode.js'
import type { Step } from './step.js'
import { add, closingLine, nothing } from './tally.js'
import type { Tally } from './tally.js'

/** What a run of steps came to. The line to print last is `closingLine(total)`. */
export interface RunResult {
  readonly total: Tally
  readonly failedSteps: readonly string[]
}

/**
 * Runs every step, also after one has failed, except those that need the one that failed and those that lack something
 * on this machine. What is left out is skipped, and the summary says why; it names the tests that failed as well, as it
 * is all that is seen where the rest of a long output is cut off.
 */
export async function runSteps(
  steps: readonly Step[],
  { isCi, print }: { readonly isCi: boolean; readonly print: (line: string) => void },
): Promise<RunResult> {
  const results = new Map<string, Tally>()
  const failedSteps = new Set<string>()
  const notRun = new Map<string, string>()
  const remarks = new Map<string, readonly string[]>()

  for (const step of steps) {
    print(`\n── ${step.name} ${'─'.repeat(Math.max(0, 76 - step.name.length))}\n`)
    const isStale = step.needs !== undefined && failedSteps.has(step.needs)
    const reason = isStale ? `it needs the step "${step.needs}", which failed` : step.missing?.()
    if (reason !== undefined) {
      print(`Not run: ${reason}.`)
      if (isStale || isCi) failedSteps.add(step.name)
      results.set(step.name, { ...nothing, skipped: 1 })
      notRun.set(step.name, reason)
      continue
    }
    const startedAt = performance.now()
    const tally = step.count(await runCommands(step))
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    results.set(step.name, tally)
    remarks.set(step.name, step.remarks?.() ?? [])
    if (tally.failed > 0) failedSteps.add(step.name)
    if (isCi && tally.skipped > 0) {
      print('Under CI nothing may be skipped: whatever a test needs has to be there.')
      failedSteps.add(step.name)
    }
    print(`\n${step.name}: ${closingLine(tally)} (${seconds} s)`)
  }

  print(`\n── summary ${'─'.repeat(69)}\n`)
  for (const [name, tally] of results) {
    const reason = notRun.get(name)
    const mark = failedSteps.has(name) ? '✗' : reason === undefined ? '✓' : '–'
    print(`${mark} ${name}: ${closingLine(tally)}${reason === undefined ? '' : `; not run: ${reason}`}`)
    for (const remark of remarks.get(name) ?? []) print(`    ${remark}`)
  }
  const total = [...results.values()].reduce(add, nothing)
  return { total, failedSteps: [...failedSteps] }
}

async function runCommands(step: Step): Promise<number> {
  for (const args of step.commands) {
    const exitCode = await runNode(args, step)
    if (exitCode !== 0) return exitCode
  }
  return 0
}
