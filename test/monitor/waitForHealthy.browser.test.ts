import { describe, expect, it } from 'vitest'
import { bareEnvironment } from '../../src/monitor/bareEnvironment.js'
import { waitForHealthy } from '../../src/monitor/waitForHealthy.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'

describe('a relative url in a page', () => {
  it('is read against the address of the page', async () => {
    const endpoint = fakeEndpoint()
    const environment = { ...bareEnvironment(), fetch: endpoint.fetch }
    const snapshot = await waitForHealthy('/api/health', { environment })
    expect(snapshot).toMatchObject({ status: 'healthy', source: 'live' })
    expect(endpoint.requests.map(({ url }) => url)).toEqual([`${location.origin}/api/health`])
  })
})
