import { describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import { de } from '../../src/words/de.js'
import { en } from '../../src/words/en.js'
import { part, renderKit } from './renderKit.js'
import { searchDown, stagedMonitor } from './stagedMonitor.js'

const stale = { ...searchDown, isStale: true }

describe('words', () => {
  it('replace every text, and numbers, lists and times follow their language', async () => {
    const monitor = stagedMonitor({ ...stale, affected: ['search', 'mail', 'images', 'export', 'import'] })
    monitor.poll({
      reportAt: monitor.clock.wallNow() - 120_000,
      nextCheckAt: monitor.clock.wallNow() + 12_000,
    })
    renderKit(
      <WordsProvider words={de}>
        <StatusIndicator />
        <DegradedBanner showDelay={0} />
      </WordsProvider>,
      monitor,
    )
    await monitor.pass(0)
    expect(part('indicator').textContent).toBe('Einige Störungen Letzter Bericht vor 2 Minuten')
    expect(part('message').textContent).toContain(
      'Betroffen: search, mail, images und 2 weitere Komponenten.',
    )
    expect(part('countdown').textContent).toBe('Nächster Versuch in 12 s')
    expect(part('retry').textContent).toBe('Jetzt prüfen')
    expect(part('banner').getAttribute('aria-label')).toBe('Zustand des Dienstes')
  })

  it('may be some only; the rest comes from the words above, and from English at last', async () => {
    const monitor = stagedMonitor(stale)
    renderKit(
      <WordsProvider words={{ banner: { retry: 'Look again' } }}>
        <WordsProvider words={{ trouble: { component: { title: 'Sorry.', detail: 'We are on it.' } } }}>
          <DegradedBanner showDelay={0} />
        </WordsProvider>
      </WordsProvider>,
      monitor,
    )
    await monitor.pass(0)
    expect(part('retry').textContent).toBe('Look again')
    expect(part('message').textContent).toContain('Sorry. We are on it. Affected: search.')
    expect(part('dismiss').textContent).toBe('Dismiss')
  })

  it('have no text in one language that the other lacks', () => {
    const keys = (words: object): string[] =>
      Object.entries(words).flatMap(([key, value]) =>
        typeof value === 'object' ? keys(value as object).map((inner) => `${key}.${inner}`) : [key],
      )
    expect(keys(de).toSorted()).toEqual(keys(en).toSorted())
  })
})
