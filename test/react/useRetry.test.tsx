import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useRetry } from '../../src/react/useRetry.js'
import { stagedMonitor, unreachable } from '../components/stagedMonitor.js'
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
})
