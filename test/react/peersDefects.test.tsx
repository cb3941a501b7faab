import { act, cleanup, render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserEnvironment } from '../../src/browser/browserEnvironment.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useApiStatus } from '../../src/react/useApiStatus.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'

// What goes wrong in libraries of this kind; docs/reliability.md says which, and where it was seen.

afterEach(cleanup)

function Status() {
  return <p role="status">{useApiStatus(({ status }) => status)}</p>
}
const shown = () => screen.getByRole('status').textContent

/** The browser's own signals, with a network and a clock by hand. */
function signalsOfBrowser() {
  const clock = new FakeClock()
  const endpoint = fakeEndpoint()
  const environment = { ...browserEnvironment(), clock, fetch: endpoint.fetch, storage: null, tabs: null }
  return { clock, endpoint, environment }
}

describe('in StrictMode, which mounts, unmounts and mounts again', () => {
  it('events of the browser are heard, each once, and after the unmount no more (R35)', async () => {
    const { clock, endpoint, environment } = signalsOfBrowser()
    const { unmount } = render(
      <StrictMode>
        <ApiStatusProvider environment={environment}>
          <Status />
        </ApiStatusProvider>
      </StrictMode>,
    )
    await act(() => clock.advance(0))
    expect(endpoint.requests).toHaveLength(1)
    await act(() => clock.advance(3000))
    window.dispatchEvent(new Event('offline'))
    await act(() => clock.advance(3000))
    expect(endpoint.requests).toHaveLength(2)

    unmount()
    window.dispatchEvent(new Event('offline'))
    await clock.advance(600_000)
    expect(endpoint.requests).toHaveLength(2)
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a page that is seen beside another window', () => {
  it('is polled for although it has lost the focus', async () => {
    const { clock, endpoint, environment } = signalsOfBrowser()
    render(<ApiStatusProvider environment={environment} interval={10_000} />)
    await act(() => clock.advance(0))
    window.dispatchEvent(new Event('blur'))
    await act(() => clock.advance(60_000))
    expect(endpoint.requests.length).toBeGreaterThanOrEqual(5)
  })
})

describe('options that are written in the render', () => {
  it('are new objects each time, and restart nothing', async () => {
    const world = fakeEnvironment()
    const app = () => (
      <ApiStatusProvider environment={world} interval={10_000} headers={{ accept: 'text/html' }} formats={[]}>
        <Status />
      </ApiStatusProvider>
    )
    const { rerender } = render(app())
    await act(() => world.clock.advance(0))
    for (let times = 0; times < 10; times++) rerender(app())
    await act(() => world.clock.advance(5000))
    expect(world.endpoint.requests).toHaveLength(1)
  })
})

describe('a first request that never has an answer', () => {
  it('leaves the app usable: checking, then what is the matter', async () => {
    const world = fakeEnvironment()
    world.endpoint.answer({ kind: 'hang' })
    const error = vi.spyOn(console, 'error')
    render(
      <ApiStatusProvider environment={world}>
        <Status />
      </ApiStatusProvider>,
    )
    expect(shown()).toBe('checking')
    await act(() => world.clock.advance(5000))
    expect(shown()).toBe('unhealthy')
    expect(error).not.toHaveBeenCalled()
    error.mockRestore()
  })
})
