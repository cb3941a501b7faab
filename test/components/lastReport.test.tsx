import { screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { useLastReport } from '../../src/components/gate/useLastReport.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { renderKit } from './renderKit.js'
import { healthy, offline, searchDown, stagedMonitor, unreachable } from './stagedMonitor.js'

let renders = 0

function Probe() {
  renders++
  const search = useLastReport(({ components }) => components['search'] ?? 'not in it')
  return <output>{typeof search === 'object' ? (search?.status ?? 'no report') : search}</output>
}

const said = () => screen.getByRole('status').textContent

it('gives what is wanted of the last report, also once the back end no longer answers', () => {
  const monitor = stagedMonitor(searchDown)
  renderKit(<Probe />, monitor)
  expect(said()).toBe('unhealthy')
  monitor.show(unreachable)
  expect(said()).toBe('unhealthy')
  monitor.show(offline)
  expect(said()).toBe('unhealthy')
  monitor.show(healthy)
  expect(said()).toBe('not in it')
})

it('knows nothing of a restored report, nor once a failure has followed it', () => {
  const monitor = stagedMonitor({ ...searchDown, source: 'restored' })
  renderKit(<Probe />, monitor)
  expect(said()).toBe('no report')
  monitor.show({ ...unreachable, source: 'live' })
  expect(said()).toBe('no report')
  monitor.show(searchDown)
  expect(said()).toBe('unhealthy')
})

it('knows no report on a server', () => {
  const html = renderToString(
    <ApiStatusProvider monitor={stagedMonitor(searchDown)}>
      <Probe />
    </ApiStatusProvider>,
  )
  expect(html).toContain('no report')
})

it('renders nothing again while that part stays as it is', () => {
  const monitor = stagedMonitor(searchDown)
  renderKit(<Probe />, monitor)
  const before = renders
  monitor.poll({ lastChecked: 1 })
  monitor.show(unreachable)
  expect(renders).toBe(before)
})
