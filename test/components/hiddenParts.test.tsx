import '../../src/styles/index.css'
import { render, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import { ComponentList } from '../../src/components/components/ComponentList.js'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { LatencyLine } from '../../src/components/latency/LatencyLine.js'
import { StatusTimeline } from '../../src/components/timeline/StatusTimeline.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { part, renderKit } from './renderKit.js'
import { healthy, offline, searchDown, stagedMonitor } from './stagedMonitor.js'

describe('a widget with the stylesheet that the app hides by `hidden`', () => {
  it.each([
    ['ComponentList', <ComponentList key="1" hidden />],
    ['DegradedBanner', <DegradedBanner key="2" hidden showDelay={0} />],
    ['LatencyLine', <LatencyLine key="3" hidden />],
    ['StatusIndicator', <StatusIndicator key="4" hidden />],
    ['StatusTimeline', <StatusTimeline key="5" hidden />],
  ])('is not to be seen: %s', async (_, widget) => {
    const monitor = stagedMonitor(searchDown)
    const { container } = renderKit(widget, monitor)
    await monitor.pass(0)
    expect(container.getBoundingClientRect().height).toBe(0)
  })
})

describe('a stylesheet of the app that lays parts out', () => {
  const layout = new CSSStyleSheet()
  layout.replaceSync('.flex { display: flex } [data-api-status=gate-content] { display: grid }')

  afterEach(() => {
    document.adoptedStyleSheets = []
  })

  it('brings up no banner that has nothing to tell, and nothing behind a closed gate', () => {
    document.adoptedStyleSheets = [layout]
    renderKit(<DegradedBanner className="flex" />, stagedMonitor(healthy))
    expect(part('banner').checkVisibility()).toBe(false)
    renderKit(<OfflineGate fallback="Offline.">Content</OfflineGate>, stagedMonitor(offline))
    expect(part('gate-content').checkVisibility()).toBe(false)
  })
})

describe('a column with gaps', () => {
  it('moves nothing when it hydrates: an announcer takes no place in it (U11)', () => {
    const app = (
      <ApiStatusProvider monitor={stagedMonitor()}>
        <div style={{ display: 'flex', flexDirection: 'column', gap: 20 }}>
          <DegradedBanner />
          <p>Text</p>
        </div>
      </ApiStatusProvider>
    )
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(app)
    const topOfText = () => screen.getByText('Text').getBoundingClientRect().top
    const before = topOfText()
    render(app, { container, hydrate: true })
    expect(topOfText()).toBe(before)
    container.remove()
  })
})
