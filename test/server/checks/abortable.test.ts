import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { abortable } from '../../../src/server/checks/abortable.js'
import { oneAtATime } from '../../../src/server/checks/oneAtATime.js'
import { never } from '../serviceOnFakeClock.js'

describe('work under a signal', () => {
  test('comes to what it comes to, and leaves no listener (H2)', async () => {
    const { signal } = new AbortController()
    await expect(abortable(signal, Promise.resolve('done'))).resolves.toBe('done')
    await expect(abortable(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('that never ends is given up with the reason of the signal, and leaves no listener (H2)', async () => {
    const controller = new AbortController()
    const work = abortable(controller.signal, never)
    controller.abort(new Error('too late'))
    await expect(work).rejects.toThrow('too late')
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test('is given up at once when the signal has aborted before', async () => {
    await expect(abortable(AbortSignal.abort(new Error('too late')), never)).rejects.toThrow('too late')
  })

  test('that fails after it was given up is no unhandled rejection (H2)', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const controller = new AbortController()
    const { promise, reject } = deferred()
    const work = abortable(controller.signal, promise)
    controller.abort(new Error('too late'))
    await expect(work).rejects.toThrow('too late')
    reject(new Error('failed'))
    // Node tells of unhandled rejections before the next turn.
    await new Promise(setImmediate)
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })
})

describe('a question that is asked one at a time', () => {
  test('is shared until it comes to an end, well or not, and then asked anew', async () => {
    const questions: ReturnType<typeof deferred>[] = []
    const ask = oneAtATime(() => {
      const question = deferred()
      questions.push(question)
      return question.promise
    })
    const answers = [ask(), ask()]
    await Promise.resolve()
    questions[0]?.resolve('first')
    expect(await Promise.all(answers)).toEqual(['first', 'first'])
    const failing = ask()
    await Promise.resolve()
    questions[1]?.reject(new Error('failed'))
    await expect(failing).rejects.toThrow('failed')
    const last = ask()
    await Promise.resolve()
    questions[2]?.resolve('third')
    expect(await last).toBe('third')
    expect(questions).toHaveLength(3)
  })
})

function deferred() {
  let resolve!: (value: unknown) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise((resolving, rejecting) => {
    resolve = resolving
    reject = rejecting
  })
  return { promise, resolve, reject }
}
