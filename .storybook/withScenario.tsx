import type { Decorator } from '@storybook/react-vite'
import { useEffect, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { ApiStatusProvider } from '../src/index.js'
import { fakeMonitor, playScenario, scenarios } from '../src/testing.js'
import type { FakeMonitor, Scenario, ScenarioName } from '../src/testing.js'

/** Nothing but the healthy beginning of a scenario. */
const ALL_WELL: Scenario = scenarios.outage.slice(0, 1)
const CHECK_MS = 700

/**
 * The scenario of the toolbar, for stories without a state of their own; one with a provider of its own doesn't notice.
 * Another choice begins the story anew.
 */
export const withScenario: Decorator = (Story, { globals }) => {
  const choice = globals.scenario as 'none' | ScenarioName
  return (
    <InScenario key={choice} scenario={choice === 'none' ? ALL_WELL : scenarios[choice]}>
      <Story />
    </InScenario>
  )
}

function InScenario(props: { readonly scenario: Scenario; readonly children: ReactNode }): ReactElement {
  const { scenario, children } = props
  const [monitor] = useState(() => staged(scenario))
  useEffect(() => playScenario(monitor, scenario), [monitor, scenario])
  return <ApiStatusProvider monitor={monitor}>{children}</ApiStatusProvider>
}

/** A monitor in the first state of the scenario, so that nothing else is seen before the play begins. */
function staged(scenario: Scenario): FakeMonitor {
  const monitor = fakeMonitor({ onCheck: takeAMoment })
  playScenario(monitor, scenario.slice(0, 1))
  return monitor
}

/** "Retry now" changes nothing here; the scenario does. */
function takeAMoment({ clock }: FakeMonitor): Promise<void> {
  return new Promise((resolve) => void clock.setTimeout(resolve, CHECK_MS))
}
