import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { policy } from '../../src/resilience/policy.js'
import fixture from './fixtures/breakerScenarios.json' with { type: 'json' }
import type { Route } from './runScenario.js'
import { runScenario, throughBreaker } from './runScenario.js'
import { ScriptedError } from './scriptedCall.js'

const { scenarios } = fixture
const RUNNER = join(import.meta.dirname, '../conformance/breaker.mjs')
const FIXTURE = join(import.meta.dirname, 'fixtures/breakerScenarios.json')

const throughWrap: Route = (breaker) => (action) => breaker.wrap(action)()

const throughPermits: Route = (breaker) => async (action, signal) => {
  const permit = breaker.acquire()
  if (!permit) throw breaker.refusal()
  try {
    const result = await action()
    permit.succeed()
    return result
  } catch (error) {
    const saysNothing = signal?.aborted || (error instanceof ScriptedError && error.kind === 'ignored')
    if (saysNothing) permit.release()
    else permit.fail(error)
    throw error
  }
}

const throughPolicy: Route = (breaker, clock) => {
  const behind = policy({ breaker, clock })
  return (action, signal) => behind.execute(action, signal && { signal })
}

const topicOf = ({ id }: { readonly id: string }) => id.split('-')[0]
const topics = new Set<string | undefined>()

/** The scenarios of the fixture whose ids begin with `topic`. */
function about(topic: string) {
  topics.add(topic)
  return scenarios.filter((scenario) => topicOf(scenario) === topic)
}

describe.each([
  { way: 'execute', route: throughBreaker },
  { way: 'wrap', route: throughWrap },
  { way: 'acquire', route: throughPermits },
  { way: 'a policy', route: throughPolicy },
])('a breaker, called by $way', ({ route }) => {
  const complaintsOf = (scenario: unknown) => runScenario(scenario, route)

  it.each(about('row'))('opens at failures in a row: $title', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('wait'))('refuses until its wait is over: $title', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('late'))(
    'is not changed by what began in an earlier state: $title (Q1)',
    async (scenario) => {
      expect(await complaintsOf(scenario)).toEqual([])
    },
  )

  it.each(about('probe'))(
    'finds out with exactly as many calls as permitted: $title (Q2)',
    async (scenario) => {
      expect(await complaintsOf(scenario)).toEqual([])
    },
  )

  it.each(about('hung'))('does not wait for ever to find out: $title (Q3)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('spare'))('learns nothing from what says nothing: $title (Q4)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('trial'))('closes when few enough of several probes fail: $title (Q5)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('burst'))('opens once in a burst: $title (Q6)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('time'))('counts nothing older than its window: $title (Q7)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('few'))('never opens below its minimum: $title (Q8)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('share'))('takes its rate over completed calls: $title (Q9)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('fresh'))('begins with an empty window: $title (Q10)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('calls'))('counts the last calls: $title', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('slow'))('opens at slow calls: $title', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('running'))('counts slow calls while they run: $title (Q28)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('wall'))('does not look at the wall clock: $title (Q27)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })

  it.each(about('hand'))('stays as a hand has put it: $title (Q35)', async (scenario) => {
    expect(await complaintsOf(scenario)).toEqual([])
  })
})

describe('a policy with a fallback', () => {
  it.each(about('fallback'))('has an answer: $title', async (scenario) => {
    expect(await runScenario(scenario)).toEqual([])
  })
})

describe('the fixture', () => {
  it('has no scenario that is left out above', () => {
    expect(new Set(scenarios.map(topicOf))).toEqual(topics)
  })

  it('calls no two scenarios the same', () => {
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length)
  })
})

const config = { window: { type: 'consecutive' }, failureThreshold: 1, resetTimeoutMs: 100 }
const complaintsAt = (...steps: unknown[]) => runScenario({ id: 'x', title: 'x', config, steps })

describe('a scenario that goes otherwise', () => {
  it('is told with the step, what was got and what was expected', async () => {
    expect(
      await complaintsAt(
        { at_ms: 0, call: 'fail', expect: 'result', state_after: ['closed', 'half_open'], opens: 0 },
        { at_ms: 5, control: 'release', call: 'none', state_after: 'open' },
      ),
    ).toEqual([
      'step 1 at 0 ms (fail) got failed, expected result',
      'step 1 at 0 ms (fail) leaves it open, expected closed or half_open',
      'step 1 at 0 ms (fail) has seen it open 1 times, expected 0',
      'step 2 at 5 ms (release) leaves it closed, expected open',
    ])
  })

  it.each([
    { call: 'ok', got: 'result' },
    { call: 'fail', got: 'failed' },
    { call: 'throw_sync', got: 'failed' },
    { call: 'ignored', got: 'failed' },
    { call: 'slow(10)', got: 'result' },
    { call: 'slow( 10, fail )', got: 'failed' },
    { call: 'slow(10,ignored)', got: 'failed' },
    { call: 'cancelled(10)', got: 'cancelled' },
    { call: 'never', got: 'pending' },
  ])('is told from $got at the end of $call', async ({ call, got }) => {
    expect(await complaintsAt({ at_ms: 0, call, expect: 'fallback' })).toEqual([
      `step 1 at 0 ms (${call}) got ${got}, expected fallback`,
    ])
    expect(await complaintsAt({ at_ms: 0, call, expect: ['rejected', got] })).toEqual([])
  })

  it('waits for a call after the last step only where it is expected to end', async () => {
    const call = 'slow(10)'
    expect(await complaintsAt({ at_ms: 0, call, expect: 'pending' })).toEqual([])
    expect(await complaintsAt({ at_ms: 0, call, expect: 'pending' }, { at_ms: 10 })).toEqual([
      'step 1 at 0 ms (slow(10)) got result, expected pending',
    ])
  })

  it('is told from an action that was invoked although it was not to be, and the other way round', async () => {
    expect(
      await complaintsAt(
        { at_ms: 0, call: 'fail', invoked: false },
        { at_ms: 1, call: 'ok', expect: 'result', invoked: true },
      ),
    ).toEqual([
      'step 1 at 0 ms (fail) was invoked',
      'step 2 at 1 ms (ok) got rejected, expected result',
      'step 2 at 1 ms (ok) was not invoked',
    ])
  })

  it('is told from a refusal that comes a turn later, or after the action was invoked', async () => {
    const late: Route = (breaker) => async (action) => {
      await breaker.execute(action).catch(() => {})
      await new Promise((resolve) => setImmediate(resolve))
      throw breaker.refusal()
    }
    const steps = [
      { at_ms: 0, call: 'fail', expect: 'rejected' },
      { at_ms: 1, call: 'ok', expect: 'rejected' },
    ]
    const complaints = await runScenario({ id: 'x', title: 'x', config, steps }, late)
    expect(complaints.toSorted()).toEqual([
      'step 1 at 0 ms (fail) was rejected after it was invoked',
      'step 1 at 0 ms (fail) was rejected in a later turn',
      'step 2 at 1 ms (ok) was rejected in a later turn',
    ])
  })

  it('is told from an action that was invoked twice, a strange result, a strange error and a throw', async () => {
    const strange: Route = () => (action) => {
      void action().catch(() => {})
      return action().then(
        () => 'something else',
        () => Promise.reject(new TypeError('something else')),
      )
    }
    const steps = [
      { at_ms: 0, call: 'ok', expect: 'result' },
      { at_ms: 0, call: 'fail', expect: 'failed' },
      { at_ms: 0, call: 'throw_sync', expect: 'failed' },
    ]
    expect(await runScenario({ id: 'x', title: 'x', config, steps }, strange)).toEqual([
      'step 1 at 0 ms (ok) got something else, expected result',
      'step 1 at 0 ms (ok) was invoked 2 times',
      'step 2 at 0 ms (fail) got TypeError: something else, expected failed',
      'step 2 at 0 ms (fail) was invoked 2 times',
      'step 3 at 0 ms (throw_sync) got a throw: Error: An action ended with: throw_sync., expected failed',
    ])
  })
})

describe('a scenario in other words', () => {
  it('may name a switch and a state in any case, with hyphens or without, and on a step with a call', async () => {
    expect(
      await complaintsAt(
        { at_ms: 0, control: 'forceOpen', call: 'ok', expect: 'rejected', state_after: 'forced-open' },
        { at_ms: 1, control: ['Force Close'], call: ['ok', 'fail'], expect: ['result', 'failed'] },
        { at_ms: 2, control: ['reset', 'ISOLATE', 'isolate', 'un-isolate'], state_after: 'isolated' },
        { at_ms: 3, control: 'release', call: 'ok', expect: 'result', state_after: 'CLOSED', opens: [1, 2] },
        { at_ms: 4, call: 'fail', expect: 'failed', state_after: 'open' },
        { at_ms: 5, control: 'half-open', state_after: 'halfOpen' },
      ),
    ).toEqual([])
  })

  it('may ignore errors by a name of its own, and leave out what the breaker has a default for', async () => {
    const steps = [
      { at_ms: 0, call: 'ignored', expect: 'failed' },
      { at_ms: 1, call: 'fail' },
      { at_ms: 2, call: 'fail', state_after: 'closed' },
      { at_ms: 3, call: 'ignored', state_after: 'closed' },
      { at_ms: 4, call: 'fail', state_after: 'open' },
    ]
    expect(await runScenario({ id: 'x', title: 'x', config: { ignore: ['NotFound'] }, steps })).toEqual([])
  })
})

describe('a scenario that nobody understands', () => {
  it.each([
    [
      { call: 'explode' },
      'step 1: call: expected one of ok, fail, ignored, throw_sync, never, got "explode"',
    ],
    [{ call: 'slow' }, 'step 1: call: expected one of ok, fail, ignored, throw_sync, never, got "slow"'],
    [{ call: 'slow(5,never)' }, 'step 1: end of a slow call: expected one of ok, fail, ignored, got "never"'],
    [
      { call: 'ok', expect: 'success' },
      'step 1: expect: expected one of result, failed, rejected, fallback, cancelled, pending, got "success"',
    ],
    [
      { state_after: 'ajar' },
      'step 1: state_after: expected one of closed, forced_closed, open, forced_open, isolated, half_open, got "ajar"',
    ],
    [{ at_ms: '5' }, 'step 1: at_ms: expected a number, got "5"'],
    [{ opens: ['once'] }, 'step 1: opens: expected a number, got "once"'],
    [{ wall_clock_jump_ms: 'far' }, 'step 1: wall_clock_jump_ms: expected a number, got "far"'],
  ])('goes wrong with the word: %j', async (step, complaint) => {
    expect(await complaintsAt({ at_ms: 0, ...step })).toEqual([expect.stringContaining(complaint)])
  })

  it('goes wrong with the words that are known for a switch', async () => {
    expect(await complaintsAt({ at_ms: 0, control: 'toString' })).toEqual([
      expect.stringMatching(/step 1: control: expected one of isolate, release, .*, got "toString"/),
    ])
  })

  it.each([
    [null, 'a scenario: expected an object, got null'],
    [{ config, steps: [] }, 'expected steps, got []'],
    [{ config }, 'expected steps, got nothing'],
    [{ steps: [{ at_ms: 0 }] }, 'config: expected an object, got nothing'],
    [{ config, steps: [7] }, 'step 1: a step: expected an object, got 7'],
    [
      { config, steps: [{ at_ms: 3 }, { at_ms: 2 }] },
      'expected steps in the order of their time, got one at 2 ms after 3 ms',
    ],
    [
      { config: { window: { type: 'sliding' } }, steps: [{ at_ms: 0 }] },
      'window.type: expected consecutive, count or time, got sliding',
    ],
    [
      { config: { window: { type: 'count', size: 5 }, failureThreshold: 3 }, steps: [{ at_ms: 0 }] },
      'a window of type count needs a failureRate',
    ],
    [
      { config: { failureRate: 0.5 }, steps: [{ at_ms: 0 }] },
      'a failureRate needs a window of type count or time',
    ],
    [
      { config: { window: { type: 'time' }, failureRate: 0.5 }, steps: [{ at_ms: 0 }] },
      'timeWindow: expected milliseconds from 1, got NaN',
    ],
    [
      { config: { resetTimeoutMs: { type: 'fibonacci', initial: 1 } }, steps: [{ at_ms: 0 }] },
      'resetTimeoutMs.type: expected exponential, got fibonacci',
    ],
    [{ config: { failureThreshold: 0 }, steps: [{ at_ms: 0 }] }, 'expected a whole number from 1, got 0'],
  ])('goes wrong as a whole: %j', async (scenario, complaint) => {
    expect(await runScenario(scenario)).toEqual([expect.stringContaining(complaint)])
  })
})

describe('test/conformance/breaker.mjs', { timeout: 60_000 }, () => {
  const run = (...paths: string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [RUNNER, ...paths], {
      encoding: 'utf8',
      timeout: 20_000,
    })
    return { lines: (stdout + stderr).trim().split('\n'), status }
  }

  it('counts the scenarios of a file', () => {
    expect(run(FIXTURE)).toEqual({ lines: [`${scenarios.length} passed, 0 failed`], status: 0 })
  })

  it('prints a line for each that fails, and for each file that holds none, and ends with 1', () => {
    const folder = mkdtempSync(join(tmpdir(), 'breaker-scenarios-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
    const scenario = (id: string, expected: string) => ({
      id,
      title: id,
      config,
      steps: [{ at_ms: 0, call: 'ok', expect: expected }],
    })
    write('a.json', JSON.stringify({ scenarios: [scenario('good', 'result'), scenario('bad', 'failed')] }))
    write('b.json', '{')
    write('c.json', '{"format":"something else"}')
    write('d.json', '[{"steps":[]}]')
    write('notes.txt', 'nothing')
    const { lines, status } = run(folder)
    expect(lines).toEqual([
      'bad: step 1 at 0 ms (ok) got result, expected failed',
      expect.stringMatching(/b\.json: SyntaxError: /),
      '1 passed, 2 failed',
    ])
    expect(status).toBe(1)
  })

  it('ends with 1 where nothing was played', () => {
    const folder = mkdtempSync(join(tmpdir(), 'breaker-scenarios-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    expect(run(folder)).toEqual({ lines: ['0 passed, 0 failed'], status: 1 })
    expect(run(join(folder, 'none.json'))).toMatchObject({ status: 1 })
    writeFileSync(join(folder, 'other.json'), '[]')
    expect(run(join(folder, 'other.json'))).toEqual({
      lines: [expect.stringMatching(/other\.json: TypeError: expected { scenarios: /), '0 passed, 1 failed'],
      status: 1,
    })
    expect(run()).toMatchObject({ lines: [expect.stringContaining('Expected scenarios')], status: 1 })
  })
})
