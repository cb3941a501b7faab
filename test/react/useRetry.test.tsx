import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useRetry } from '../../src/react/useRetry.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import { searchDown, stagedMonitor, unreachable } from '../components/stagedMonitor.js'
import type { StagedMonitor } from '../components/stagedMonitor.js'

function Again() {
  const { isBusy, retry } = useRetry()
  return (
    <button type="button" aria-disabled={isBusy} onClick={() => void retry()}>
      {isBusy ? 'Busy' : 'Again'}
    </button>
  )
}

const below = (monitor: StagedMonitor) => (
  <ApiStatusProvider monitor={monitor}>
    <Again />
  </ApiStatusProvider>
)

const paymentsDown: SnapshotSketch = {
  ...searchDown,
  report: { components: { payments: { status: 'unhealthy', critical: false } } },
}

afterEach(cleanup)

describe('useRetry', () => {
  it('asks the monitor of the provider that there is now, though another still checks', async () => {
    const former = stagedMonitor(unreachable)
    const present = stagedMonitor(unreachable)
    const { rerender } = render(below(former))
    const button = screen.getByRole('button')
    await userEvent.click(button)
    rerender(below(present))
    expect(button.textContent).toBe('Again')
    await userEvent.click(button)
    expect(present.checks).toBe(1)
    await former.endCheck()
    expect(button.textContent).toBe('Busy')
    await present.endCheck()
    expect(button.textContent).toBe('Again')
  })

  it.each<[string, SnapshotSketch, boolean]>([
    ['nothing', searchDown, false],
    ['another component', paymentsDown, true],
    [
      'that a component is in another state',
      { ...searchDown, report: { components: { search: 'degraded' } } },
      true,
    ],
    ['that nothing can be saved', { ...searchDown, report: { ...searchDown.report, readOnly: true } }, true],
  ])('finds %s', async (_, found, isNew) => {
    const monitor = stagedMonitor(searchDown)
    const { result } = renderHook(useRetry, {
      wrapper: ({ children }) => <ApiStatusProvider monitor={monitor}>{children}</ApiStatusProvider>,
    })
    let answer: Promise<boolean> | undefined
    act(() => {
      answer = result.current.retry()
    })
    monitor.show(found)
    await monitor.endCheck()
    expect(await answer).toBe(isNew)
  })
})
