import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

describe('a tab that hangs', () => {
  it('runs a timer that came due when it goes on, unless that is cleared first', async () => {
    const browser = fakeBrowser()
    const { clock, hang, goOn } = browser.openTab()
    const ran: string[] = []
    clock.setTimeout(() => {
      ran.push('first')
      clock.clearTimeout(second)
    }, 100)
    const second = clock.setTimeout(() => ran.push('second'), 200)
    clock.setTimeout(() => ran.push('third'), 300)
    hang()
    await browser.clock.advance(1000)
    expect(ran).toEqual([])
    goOn()
    expect(ran).toEqual(['first', 'third'])
  })
})

describe('messages between tabs', () => {
  it.each([0, 40])(
    'take as long as the browser is told, on the clock that it is given: %i ms',
    async (channelDelay) => {
      const clock = new FakeClock()
      const browser = fakeBrowser({ clock, channelDelay })
      const [leader, follower] = [browser.openTab(), browser.openTab()].map((tab) => createMonitor(tab))
      leader!.start()
      await clock.advance(1000)
      follower!.start()
      await clock.advance(1000)
      browser.endpoint.report({ components: { database: 'unhealthy' } })
      let heardAt: number | undefined
      follower!.on('degraded', () => {
        heardAt = clock.now()
      })
      await leader!.check()
      const toldAt = clock.now()
      await clock.advance(1000)
      expect(heardAt).toBe(toldAt + channelDelay)
    },
  )
})
