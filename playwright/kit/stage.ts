import { fakeMonitor, settle } from '../../src/testing.js'
import type { FakeMonitor } from '../../src/testing.js'
import { EXHIBITS } from './exhibits.js'
import type { Exhibit } from './exhibits.js'
import { NOON, stateIn } from './situations.js'
import type { Situation } from './situations.js'
import { stageClock } from './stageClock.js'
import type { Visit } from './visit.js'

/** The exhibits of a page, each with a monitor of its own: no widget keeps another one from being seen. */
export interface Stage {
  readonly exhibits: readonly { readonly exhibit: Exhibit; readonly monitor: FakeMonitor }[]
  /** Brings all widgets into that state. `'trouble'`: each into the one in which it has most to show. */
  show(situation: Situation | 'trouble'): Promise<void>
  /** Lets so many milliseconds pass at once: what has come due by then happens, late. */
  pass(milliseconds: number): Promise<void>
  /** Ends the checks that retry buttons began. */
  endChecks(): Promise<void>
}

/** Sets the stage. @param startsAt What its clock shows, in epoch milliseconds. */
export function setStage({ situation, only }: Required<Visit>, startsAt: number = NOON): Stage {
  const clock = stageClock(startsAt)
  const checks = new Set<() => void>()
  const onCheck = () => new Promise<void>((resolve) => void checks.add(resolve))
  const shown = EXHIBITS.filter(({ name }) => only.length === 0 || only.includes(name))
  const exhibits = shown.map((exhibit) => {
    const monitor = fakeMonitor({ clock, onCheck, ...stateIn(situation) })
    return { exhibit, monitor }
  })
  return {
    exhibits,
    async show(wanted) {
      for (const { monitor, exhibit } of exhibits) {
        const { trouble = 'unreachable' } = exhibit
        monitor.set(stateIn(wanted === 'trouble' ? trouble : wanted))
      }
      await settle()
    },
    async pass(milliseconds) {
      clock.pass(milliseconds)
      await settle()
    },
    async endChecks() {
      for (const end of checks) end()
      checks.clear()
      await settle()
    },
  }
}
