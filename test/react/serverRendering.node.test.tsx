import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useApiStatus } from '../../src/react/useApiStatus.js'
import { useApiStatusEvent } from '../../src/react/useApiStatusEvent.js'
import { useComponentStatus } from '../../src/react/useComponentStatus.js'
import { useNow } from '../../src/react/useNow.js'

/** Read only after it is known to be there, each of them is missing here. */
const ofBrowsers = ['window', 'document', 'indexedDB']

/** What keeps a process from ending. */
const going = () => process.getActiveResourcesInfo().toSorted()

it('provider, hooks and widgets are rendered where there is no browser, and start nothing there (R36)', () => {
  expect(ofBrowsers.filter((name) => name in globalThis)).toEqual([])
  function Panel() {
    const { status, source } = useApiStatus()
    useApiStatusEvent('recovered', () => {})
    return [status, source, useComponentStatus('database'), String(useNow())].join(' ')
  }
  const before = going()
  const html = renderToString(
    <ApiStatusProvider url="https://api.example/health">
      <DegradedBanner />
      <StatusIndicator />
      <OfflineGate>
        <Panel />
      </OfflineGate>
    </ApiStatusProvider>,
  )
  expect(html).toContain('checking none unknown null')
  expect(going()).toEqual(before)
})
