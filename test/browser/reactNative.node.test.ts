import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApiStatus } from '../../src/browser/createApiStatus.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'

describe('React Native, whose window is bare and whose navigator knows nothing of the network', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('is polled in, and nothing is thrown at the start or the stop', async () => {
    // The host itself is what differs. https://github.com/facebook/react-native/blob/main/packages/react-native/Libraries/Core/setUpGlobals.js
    vi.stubGlobal('window', globalThis)
    vi.stubGlobal('navigator', { product: 'ReactNative' })
    expect(window.addEventListener).toBeUndefined()
    const endpoint = fakeEndpoint()
    const monitor = createApiStatus({
      url: 'https://api.example/health',
      fetch: endpoint.fetch,
      storage: false,
    })
    const stop = monitor.start()
    expect(await monitor.check()).toMatchObject({ status: 'healthy', source: 'live', device: 'online' })
    stop()
  })
})
