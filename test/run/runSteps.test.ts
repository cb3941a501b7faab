import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { runSteps } from './runSteps.js'
import type { Step } from './step.js'
import { closingLine, oneCheck } from './tally.js'

const succeed = ['-e', '']
const fail = ['-e', 'process.exit(3)']

function step(name: string, ...commands: readonly string[][]): Step {
  return { name, commands, minutes: 1, count: oneCheck }
}

async function run(steps: readonly Step[], isCi = false) {
  const lines: string[] = []
  const { total, failedSteps } = await runSteps(steps, { isCi, print: (line) => lines.push(line) })
  return { closing: closingLine(total), failedSteps, output: lines.join('\n') }
}

describe('a run of steps', () => {
  it('goes on after a failing step and names it', async () => {
    const { closing, failedSteps } = await run([
      step('one', succeed),
      step('two', fail),
      step('three', succeed),
    ])
    expect(closing).toBe('2 passed, 1 failed, 0 skipped')
    expect(failedSteps).toEqual(['two'])
  })

  it('repeats in its summary what is remarkable, beneath the step', async () => {
    const { output } = await run([{ ...step('two', fail), remarks: () => ['failed: a.test.ts › ticks'] }])
    expect(output).toMatch(/✗ two: 0 passed, 1 failed, 0 skipped\n {4}failed: a\.test\.ts › ticks$/)
  })

  it('ends a step at its first command that fails', async () => {
    const { closing } = await run([step('one', succeed, fail, succeed)])
    expect(closing).toBe('0 passed, 1 failed, 0 skipped')
  })

  it('leaves out, as skipped, what needs a step that failed, and what needs that in turn', async () => {
    const needy = (name: string, needs: string): Step => ({ ...step(name, succeed), needs })
    const { closing, failedSteps, output } = await run([
      step('build', fail),
      needy('size', 'build'),
      needy('report', 'size'),
    ])
    expect(closing).toBe('0 passed, 1 failed, 2 skipped')
    expect(failedSteps).toEqual(['build', 'size', 'report'])
    expect(output).toContain('needs the step "build"')
  })

  it('leaves out, as skipped, what lacks something on this machine, and says in its summary what', async () => {
    const lacking: Step = { ...step('in Lynx', fail), missing: () => 'lynx missing: set LYNX_PATH' }
    const { closing, failedSteps, output } = await run([lacking, step('one', succeed)])
    expect(closing).toBe('1 passed, 0 failed, 1 skipped')
    expect(failedSteps).toEqual([])
    expect(output).toContain('– in Lynx: 0 passed, 0 failed, 1 skipped; not run: lynx missing: set LYNX_PATH')
  })

  it('fails in CI where something is missing', async () => {
    const lacking: Step = { ...step('in Lynx', succeed), missing: () => 'lynx missing' }
    const { closing, failedSteps } = await run([lacking], true)
    expect(closing).toBe('0 passed, 0 failed, 1 skipped')
    expect(failedSteps).toEqual(['in Lynx'])
  })

  it('runs a step that lacks nothing', async () => {
    const complete: Step = { ...step('in Lynx', succeed), missing: () => undefined }
    expect((await run([complete], true)).closing).toBe('1 passed, 0 failed, 0 skipped')
  })

  it('sums up what each step counted', async () => {
    const counted = (passed: number): Step => ({
      ...step(`of ${passed}`, succeed),
      count: () => ({ passed, failed: 0, skipped: 0 }),
    })
    expect((await run([counted(40), counted(2), step('one', succeed)])).closing).toBe(
      '43 passed, 0 failed, 0 skipped',
    )
  })

  it('fails on a skipped test under CI, and only there', async () => {
    const skipping: Step = { ...step('tests', succeed), count: () => ({ passed: 1, failed: 0, skipped: 1 }) }
    expect((await run([skipping])).failedSteps).toEqual([])
    expect((await run([skipping], true)).failedSteps).toEqual(['tests'])
  })

  it('ends a step that takes too long, with all that it started', async () => {
    // What the step starts holds a connection to us: it closes when that process is gone.
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const connected = once(server, 'connection') as Promise<[Socket]>
    const connect = "require('node:net').connect(process.env.PORT, '127.0.0.1')"
    const hang = 'setInterval(() => {}, 1000)'
    const startAnother = `require('node:child_process').spawn(process.execPath, ['-e', process.env.CHILD]); ${hang}`
    const env = { PORT: String((server.address() as AddressInfo).port), CHILD: `${connect}; ${hang}` }

    const hanging: Step = { ...step('hanging', ['-e', startAnother]), minutes: 0.04, env }
    const running = run([hanging])
    const [socket] = await connected
    const closed = new Promise((resolve) => socket.on('error', resolve).on('close', resolve).resume())

    expect((await running).closing).toBe('0 passed, 1 failed, 0 skipped')
    await closed
    server.close()
  })

  it('hands a step its environment', async () => {
    const asked: Step = {
      ...step('env', ['-e', "process.exit(process.env.ASKED === 'yes' ? 0 : 1)"]),
      env: { ASKED: 'yes' },
    }
    expect((await run([asked])).failedSteps).toEqual([])
  })
})
