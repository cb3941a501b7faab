import { describe, expect, it } from 'vitest'
import type { SharedState } from '../../src/monitor/sharedState.js'
import type { FakeBrowser } from '../../src/testing/fakeBrowser.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import { listenIn, open, requests, two } from './browserScene.js'

/** As a leader of a far later term posts it. */
function asPost(state: object): object {
  return { version: 1, type: 'state', term: 1e15, leads: 'visible', state }
}

describe('a stranger that speaks as a leader of our version', () => {
  /** Probes say nothing of another origin: its breaker opens and closes by its calls alone. */
  const SHOP = 'https://shop.test'
  const breaker = { type: 'breaker', key: SHOP, origin: SHOP }
  const opened = { kind: 'open', until: 0, attempt: 1, waitMs: 5000 }
  const strange: readonly [string, Partial<Record<keyof SharedState, unknown>>][] = [
    ['no breaker among breakers', { breakers: [null] }],
    ['a breaker without a state', { breakers: [breaker] }],
    ['a breaker that is open for ever', { breakers: [{ ...breaker, state: { ...opened, until: NaN } }] }],
    ['no count of failures', { streak: null }],
    ['times that are none', { checkedAgo: 'long', askedAgo: NaN, nextCheckIn: Infinity }],
    ['no report for a report', { report: ['healthy'] }],
    ['a verdict that is no word', { verdict: { status: 7 } }],
  ]

  /** What a leader tells, word for word. */
  async function soundState(browser: FakeBrowser): Promise<SharedState> {
    let heard: SharedState | undefined
    listenIn(browser, (state) => {
      heard = state
    })
    await browser.clock.advance(1000)
    return heard!
  }

  it('is believed where what it says is sound', async () => {
    const browser = fakeBrowser()
    const [, follower] = await two(browser)
    const state = await soundState(browser)
    browser.say(asPost({ ...state, verdict: { ...state.verdict, status: 'unhealthy', cause: 'timeout' } }))
    await browser.clock.advance(10)
    expect(follower.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'timeout' })
  })

  it('is not believed, sound as it is, where it speaks another version (R18)', async () => {
    const browser = fakeBrowser()
    const [, follower] = await two(browser)
    const state = await soundState(browser)
    const verdict = { ...state.verdict, status: 'unhealthy', cause: 'timeout' }
    for (const version of [0, 2, '1', undefined]) browser.say({ ...asPost({ ...state, verdict }), version })
    await browser.clock.advance(10)
    expect(follower.monitor.getSnapshot().status).toBe('healthy')
  })

  it('is heard to the end by a tab that missed some of it and hears all at once (R15)', async () => {
    const browser = fakeBrowser()
    const [, follower] = await two(browser)
    const state = await soundState(browser)
    const after = (ms: number) => ({ ...state.timing, lastChecked: state.timing.lastChecked! + ms })
    browser.say(asPost({ ...state, timing: after(100), checkedAgo: 1 }))
    const verdict = { ...state.verdict, status: 'unhealthy', cause: 'timeout' }
    browser.say(asPost({ ...state, timing: after(200), checkedAgo: 2, verdict }))
    await browser.clock.advance(10)
    expect(follower.monitor.getSnapshot().status).toBe('unhealthy')
    // What is older is told in vain, in whatever order it comes.
    browser.say(asPost({ ...state, timing: after(150), checkedAgo: 0 }))
    await browser.clock.advance(10)
    expect(follower.monitor.getSnapshot().status).toBe('unhealthy')
  })

  it.each(strange)('throws nothing into the page and silences nobody: %s (R18)', async (_, part) => {
    const rejections: unknown[] = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', note)
    try {
      const browser = fakeBrowser()
      const tabs = await two(browser)
      const state = await soundState(browser)
      const late = open(browser)
      browser.say(asPost({ ...state, ...part }))
      for (const news of [part.breakers].flat()) browser.say({ version: 1, type: 'news', news })
      await browser.clock.advance(10)
      for (const { monitor } of tabs) expect(monitor.getSnapshot().status).toBe('healthy')
      await browser.clock.advance(600_000)
      expect(rejections).toEqual([])
      expect(await late.monitor.fetch(SHOP)).toMatchObject({ status: 200 })
      expect(requests([...tabs, late])).toBeGreaterThanOrEqual(18)
      for (const { monitor } of [...tabs, late]) expect(monitor.getSnapshot().status).toBe('healthy')
    } finally {
      process.off('unhandledRejection', note)
    }
  })
})
