import { act } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { LastChecked } from '../../src/components/age/LastChecked.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { de } from '../../src/words/de.js'
import { part, renderKit } from './renderKit.js'
import { healthy, stagedMonitor } from './stagedMonitor.js'
import type { StagedMonitor } from './stagedMonitor.js'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** Checked now. */
function checked(): StagedMonitor {
  const monitor = stagedMonitor(healthy)
  monitor.poll({ lastChecked: monitor.clock.wallNow() })
  return monitor
}

describe('LastChecked', () => {
  it('says when there was last a check, in steps that do not flicker (U13)', async () => {
    const monitor = checked()
    renderKit(<LastChecked />, monitor)
    const read = new Set<string>()
    for (let second = 0; second < 70; second++) {
      read.add(part('last-checked').textContent)
      await monitor.pass(SECOND)
    }
    expect([...read]).toEqual([
      'Checked just now',
      'Checked 10 seconds ago',
      'Checked 20 seconds ago',
      'Checked 30 seconds ago',
      'Checked 40 seconds ago',
      'Checked 50 seconds ago',
      'Checked 1 minute ago',
    ])
  })

  it('carries the time for machines (U13)', () => {
    const monitor = checked()
    renderKit(<LastChecked />, monitor)
    expect(part('last-checked').tagName).toBe('TIME')
    expect(part('last-checked').getAttribute('datetime')).toBe('2026-01-01T00:00:00.000Z')
  })

  it('is right after a sleep as soon as timers run (U13)', async () => {
    const monitor = checked()
    renderKit(<LastChecked />, monitor)
    await act(() => monitor.clock.sleep(125 * MINUTE))
    expect(part('last-checked').textContent).toBe('Checked 2 hours ago')
  })

  it('has no age under zero when the clocks disagree', () => {
    const monitor = checked()
    monitor.poll({ lastChecked: monitor.clock.wallNow() + 10 * MINUTE })
    renderKit(<LastChecked />, monitor)
    expect(part('last-checked').textContent).toBe('Checked just now')
  })

  it('says so where there was no check yet (U14)', () => {
    renderKit(<LastChecked />, stagedMonitor())
    expect(part('last-checked').textContent).toBe('Not checked yet')
    expect(part('last-checked').hasAttribute('datetime')).toBe(false)
  })

  it('says in the language of the words what Intl says in it', async () => {
    const monitor = checked()
    renderKit(
      <WordsProvider words={de}>
        <LastChecked />
      </WordsProvider>,
      monitor,
    )
    expect(part('last-checked').textContent).toBe(de.age.lastChecked(de.age.justNow))
    await monitor.pass(2 * MINUTE)
    expect(part('last-checked').textContent).toBe(de.age.lastChecked('vor 2 Minuten'))
  })

  it('renders nothing else again, neither by time nor by a poll (U13)', async () => {
    const monitor = checked()
    let rendersBeside = 0
    const Beside = () => {
      rendersBeside++
      return null
    }
    renderKit(
      <>
        <LastChecked />
        <Beside />
      </>,
      monitor,
    )
    const rendersAtFirst = rendersBeside
    await monitor.pass(MINUTE)
    monitor.poll({ lastChecked: monitor.clock.wallNow() })
    expect(part('last-checked').textContent).toBe('Checked just now')
    expect(rendersBeside).toBe(rendersAtFirst)
  })

  it('tells no age on a server, whose HTML travels for who knows how long', () => {
    document.body.innerHTML = renderToString(
      <ApiStatusProvider monitor={stagedMonitor(healthy, { lastChecked: 0 })}>
        <LastChecked />
      </ApiStatusProvider>,
    )
    expect(part('last-checked').textContent).toBe('')
    expect(part('last-checked').getAttribute('datetime')).toBe('1970-01-01T00:00:00.000Z')
    document.body.replaceChildren()
  })
})
