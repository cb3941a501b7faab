import { setTimeout as pause } from 'node:timers/promises'
import { patience } from '../patience.js'
import type { Protocol, Send } from './protocol.js'

/** One tab of the browser. */
export interface Tab {
  /** Any other command of the protocol, to this tab. */
  readonly send: Send
  /** Runs a function in the page, with arguments as JSON, and resolves with its result. It sees nothing from here. */
  evaluate<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>
  /** Resolves when `isSo` is true in the page; rejects after so many seconds. Survives navigations. */
  until<Args extends readonly unknown[]>(
    seconds: number,
    isSo: (...args: Args) => boolean,
    ...args: Args
  ): Promise<void>
  /** Brings it to the front: every other tab is hidden. */
  activate(): Promise<void>
  /** Resolves when the new page has loaded. */
  navigate(url: string): Promise<void>
  /** One step back in its history, as by the button: out of the back-forward cache where possible. */
  back(): Promise<void>
  /** As a browser freezes a tab in the background: no timer, no event, until `resume()`. */
  freeze(): Promise<void>
  resume(): Promise<void>
  /** Its process dies. */
  crash(): Promise<void>
  close(): Promise<void>
  /** What `navigator.onLine` says. The network itself goes on working. */
  believeOnline(isOnline: boolean): Promise<void>
}

/** Attaches to a target of the browser. */
export async function attachTab(protocol: Protocol, targetId: string): Promise<Tab> {
  const browser = protocol.session()
  const { sessionId } = await browser('Target.attachToTarget', { targetId, flatten: true })
  const send = protocol.session(sessionId)
  await Promise.all([send('Page.enable'), send('Inspector.enable'), send('Network.enable')])

  const next = (method: string) =>
    new Promise<void>((resolve) => {
      const undo = protocol.listen((event) => {
        if (event.method !== method || event.sessionId !== sessionId) return
        undo()
        resolve()
      })
    })

  const tab: Tab = {
    send,
    async evaluate(work, ...args) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression: `(${work.toString()})(...${JSON.stringify(args)})`,
        awaitPromise: true,
        returnByValue: true,
      })
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      return result.value as never
    },
    async until(seconds, isSo, ...args) {
      const deadline = performance.now() + patience(seconds)
      for (;;) {
        // In the middle of a navigation there is no page to ask.
        if (await tab.evaluate(isSo, ...args).catch(() => false)) return
        if (performance.now() > deadline) throw new Error(`Not so after ${seconds} s: ${isSo.toString()}`)
        await pause(20)
      }
    },
    async activate() {
      await browser('Target.activateTarget', { targetId })
    },
    async navigate(url) {
      const loaded = next('Page.loadEventFired')
      const { errorText } = await send('Page.navigate', { url })
      if (errorText) throw new Error(`${url}: ${errorText}`)
      await loaded
    },
    async back() {
      const arrived = next('Page.frameNavigated')
      const { currentIndex, entries } = await send('Page.getNavigationHistory')
      const entry = entries[currentIndex - 1]
      if (!entry) throw new Error('There is nothing to go back to in this tab.')
      await send('Page.navigateToHistoryEntry', { entryId: entry.id })
      await arrived
    },
    async freeze() {
      await send('Page.setWebLifecycleState', { state: 'frozen' })
    },
    async resume() {
      await send('Page.setWebLifecycleState', { state: 'active' })
    },
    async crash() {
      const crashed = next('Inspector.targetCrashed')
      // Whoever dies does not answer.
      void send('Page.crash').catch(() => {})
      await crashed
    },
    async close() {
      await browser('Target.closeTarget', { targetId })
    },
    async believeOnline(isOnline) {
      const speed = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
      await send('Network.overrideNetworkState', { offline: !isOnline, ...speed })
    },
  }
  return tab
}
