import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { nextTurn } from '../../src/time/turn.js'
import type { Behaviour } from '../monitor/misbehavingServer.js'
import { answer } from '../monitor/misbehaviour.js'
import { failureOf, scene } from './backEnd.js'

/** Says what is wrong, but never to the end. */
const hangingBody: Behaviour = (_, response) => {
  response.writeHead(422, { 'content-type': 'text/plain' })
  response.write('no pens')
}

describe('the answer that is an error', () => {
  it.each([
    [10_000, 1000],
    [300, 30],
  ])('is judged by its status where its body hangs, within %i ms after %i ms', async (timeout, bound) => {
    const clock = new FakeClock()
    const { server, client } = await scene(hangingBody, { clock, timeout })
    let isOver = false
    const outcome = failureOf(client.post('/orders', {})).finally(() => (isOver = true))
    while (clock.pendingTimers < 2) await nextTurn()
    await clock.advance(bound - 1)
    expect(isOver).toBe(false)
    await clock.advance(1)
    expect(await outcome).toMatchObject({ kind: 'http', status: 422, noRetry: 'pointless', attempts: 1 })
    while (server.open.now > 0) await nextTurn()
    expect(clock.pendingTimers).toBe(0)
  })

  it('is judged by its status also where it came late', async () => {
    const clock = new FakeClock()
    let resolve = (): void => {}
    const promise = new Promise<void>((done) => (resolve = done))
    const { server, client } = await scene(
      (request, response) => void promise.then(() => hangingBody(request, response)),
      { clock, timeout: 10_000 },
    )
    const outcome = failureOf(client.get('/orders'))
    while (server.hits.length === 0) await nextTurn()
    await clock.advance(9900)
    resolve()
    while (clock.pendingTimers < 2) await nextTurn()
    await clock.advance(50)
    expect(await outcome).toMatchObject({ kind: 'http', status: 422, attempts: 1 })
  })

  it('is one of its status where it leads nowhere', async () => {
    for (const status of [302, 307]) {
      const { server, client } = await scene(answer(status, 'see there', { location: 'http://[' }))
      expect(await failureOf(client.post('/orders', {}))).toMatchObject({
        kind: 'http',
        status,
        attempts: 1,
        noRetry: 'pointless',
        body: 'see there',
      })
      expect(server.hits).toHaveLength(1)
    }
  })
})
