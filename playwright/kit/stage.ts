import { FakeClock, fakeMonitor, settle } from '../../src/testing.js'
import type { FakeMonitor } from '../../src/testing.js'
import { EXHIBITS } from './exhibits.js'
import type { Exhibit } from './exhibits.js'
import { NOON, stateIn } from './situations.js'
import type { Situation } from './situations.js'
import type { Visit } from './visit.js'

/** The exhibits of a page, each with a monitor of its own: no widget keeps another one from being seen. */
export interface Stage {
  readonly exhibits: readonly (Exhibit & { readonly monitor: FakeMonitor })[]
  /** Brings all widgets into that state. `'trouble'`: each into the one in which it has most to show. */
  show(situation: Situation | 'trouble'): Promise<void>
  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void>
  /** Ends the checks that retry buttons began. */
  endChecks(): Promise<void>
}

/** Sets the stage. @param startsAt What its clock shows, in epoch milliseconds. */
export function setStage({ situation, only }: Required<Visit>, startsAt: number = NOON): Stage {
  const clock = new FakeClock(startsAt)
  const checks = new Set<() => void>()
  const onCheck = () => new Promise<void>((resolve) => void checks.add(resolve))
  const exhibits = EXHIBITS.filter(({ name }) => only.length === 0 || only.includes(name)).map((exhibit) => ({
    ...exhibit,
    monitor: fakeMonitor({ clock, onCheck, ...stateIn(situation) }),
  }))
  return {
    exhibits,
    async show(wanted) {
      for (const { monitor, trouble = 'unreachable' } of exhibits) {
        monitor.set(stateIn(wanted === 'trouble' ? trouble : wanted))
      }
      await settle()
    },
    pass: (milliseconds) => clock.advance(milliseconds),
    async endChecks() {
      for (const end of checks) end()
      checks.clear()
      await settle()
    },
  }
}
