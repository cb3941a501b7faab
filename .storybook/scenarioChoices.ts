import type { ScenarioName } from '../src/testing.js'

interface ScenarioChoice {
  readonly value: 'none' | ScenarioName
  readonly title: string
}

/** What the toolbar offers. */
export const scenarioChoices: readonly ScenarioChoice[] = [
  { value: 'none', title: 'All well' },
  { value: 'outage', title: 'Outage of 12 s' },
  { value: 'flapping', title: 'Flapping' },
  { value: 'wakingUp', title: 'Cold start' },
  { value: 'componentDown', title: 'Search is down' },
  { value: 'readOnly', title: 'Read only' },
  { value: 'maintenance', title: 'Maintenance' },
  { value: 'offline', title: 'Offline' },
  { value: 'captivePortal', title: 'Captive portal' },
  { value: 'newBuild', title: 'New build' },
  { value: 'restored', title: 'Restored, then live' },
]
