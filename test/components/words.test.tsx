import type { ReactElement, ReactNode } from 'react'
import { describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { ComponentList } from '../../src/components/components/ComponentList.js'
import { ComponentsItem } from '../../src/components/components/ComponentsItem.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import { useWords, WordsProvider } from '../../src/components/WordsProvider.js'
import type { SomeWords } from '../../src/components/WordsProvider.js'
import { de } from '../../src/words/de.js'
import { en } from '../../src/words/en.js'
import type { Words } from '../../src/words/grammar/words.js'
import { textsOf } from '../words/texts.js'
import type { Exhibit } from './exhibits/exhibit.js'
import { STATES } from './exhibits/exhibit.js'
import { part, parts, renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor } from './stagedMonitor.js'

const stale = { ...searchDown, isStale: true }

const modules = import.meta.glob<Record<string, Words>>('../../src/words/*.ts', { eager: true })
const languages = Object.entries(modules).map(([path, module]) => {
  const name = path.replace(/^.*\/|\.ts$/g, '')
  return [name, module[name] as Words] as const
})
const exhibits = import.meta.glob<Exhibit>('./exhibits/*.tsx', { import: 'exhibit', eager: true })

/** What people see and hear in each language of the same trouble: two components more than are named, 2 minutes old. */
const SEEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    'indicator-label': 'Some problems',
    age: 'Last report 2 minutes ago',
    announcer:
      'Some things aren’t working right now. Whatever doesn’t need them keeps working. Affected: search, mail, images, and 2 more.',
    countdown: 'Next try in 12 sec',
    retry: 'Retry now',
    dismiss: 'Dismiss',
  },
  de: {
    'indicator-label': 'Einzelne Störungen',
    age: 'Letzter Bericht: vor 2 Minuten',
    announcer:
      'Einiges funktioniert zurzeit nicht. Was nicht davon abhängt, funktioniert weiter. Betroffen: search, mail, images und 2 weitere Komponenten.',
    countdown: 'Nächster Versuch in 12 Sek.',
    retry: 'Jetzt prüfen',
    dismiss: 'Ausblenden',
  },
  fr: {
    'indicator-label': 'Quelques problèmes',
    age: 'Dernier rapport\u202f: il y a 2 minutes',
    announcer:
      'Certaines fonctions sont indisponibles pour le moment. Tout ce qui n’en dépend pas continue de fonctionner. Cela concerne search, mail, images et 2 autres composants.',
    countdown: 'Prochain essai dans 12\u202fs',
    retry: 'Réessayer maintenant',
    dismiss: 'Masquer',
  },
  es: {
    'indicator-label': 'Algunos problemas',
    age: 'Último informe: hace 2 minutos',
    announcer:
      'Algunas funciones no están disponibles en este momento. Lo que no depende de ellas sigue funcionando. Esto afecta a search, mail, images y 2 componentes más.',
    countdown: 'Próximo intento en 12 s',
    retry: 'Reintentar ahora',
    dismiss: 'Ocultar',
  },
  ja: {
    'indicator-label': '一部に問題あり',
    age: '最終レポート：2 分前',
    announcer:
      '現在、一部の機能をご利用いただけません。その他の機能は引き続きご利用いただけます。影響を受けている項目：search、mail、images、ほか 2 件。',
    countdown: '次の確認まで 12 秒',
    retry: '今すぐ再試行',
    dismiss: '閉じる',
  },
  ar: {
    'indicator-label': 'بعض المشكلات',
    age: 'آخر تقرير: قبل دقيقتين',
    announcer:
      'بعض الميزات لا تعمل حاليًا. كل ما لا يعتمد عليها يواصل العمل. يتأثر بذلك: search وmail وimages ومكوّنان آخران.',
    countdown: 'الوقت حتى المحاولة التالية: 12 ث',
    retry: 'إعادة المحاولة الآن',
    dismiss: 'إخفاء',
  },
  pl: {
    'indicator-label': 'Częściowe problemy',
    age: 'Ostatni raport: 2 minuty temu',
    announcer:
      'W tej chwili niektóre funkcje nie działają. Wszystko, co od nich nie zależy, działa dalej. Dotyczy: search, mail, images i jeszcze 2 komponenty.',
    countdown: 'Do następnej próby: 12 sek.',
    retry: 'Spróbuj teraz',
    dismiss: 'Ukryj',
  },
}

describe.each(languages)('in "%s"', (name, words) => {
  it('indicator and banner say what a native speaker would (U24)', async () => {
    const monitor = stagedMonitor({ ...stale, affected: ['search', 'mail', 'images', 'export', 'import'] })
    monitor.poll({
      reportAt: monitor.clock.wallNow() - 120_000,
      nextCheckAt: monitor.clock.wallNow() + 12_000,
    })
    const direction = name === 'ar' ? 'rtl' : 'ltr'
    renderKit(
      <div dir={direction}>
        <WordsProvider words={words}>
          <StatusIndicator />
          <DegradedBanner showDelay={0} />
        </WordsProvider>
      </div>,
      monitor,
    )
    await monitor.pass(0)
    const expected = SEEN[name] ?? {}
    const seen = Object.keys(expected).map((key) => [key, parts(key)[0]?.textContent])
    expect(Object.fromEntries(seen)).toEqual(expected)
    expect(part('message').textContent).toBe(`${expected['announcer']} ${expected['age']}`)
    expect(part('banner').getAttribute('aria-label')).toBe(words.banner.label)
    expect(getComputedStyle(part('banner')).direction).toBe(direction)
  })
})

describe('words', () => {
  it('may be some only; the rest comes from the words above, and from English at last (U24)', async () => {
    const monitor = stagedMonitor(stale)
    renderKit(
      <WordsProvider words={{ banner: { retry: 'Look again' } }}>
        <WordsProvider words={{ trouble: { component: { title: 'Sorry.' } } }}>
          <DegradedBanner showDelay={0} />
        </WordsProvider>
      </WordsProvider>,
      monitor,
    )
    await monitor.pass(0)
    expect(part('retry').textContent).toBe('Look again')
    expect(part('message').textContent).toContain(
      'Sorry. Whatever doesn’t need them keeps working. Affected: search.',
    )
    expect(part('dismiss').textContent).toBe('Dismiss')
  })

  it('write numbers as a narrower locale does (U24)', async () => {
    const affected = ['search', 'mail', 'images', 'export', 'import', 'print']
    const monitor = stagedMonitor({ ...stale, affected })
    monitor.poll({ nextCheckAt: monitor.clock.wallNow() + 12_000 })
    renderKit(
      <WordsProvider words={{ ...modules['../../src/words/ar.ts']?.['ar'], locale: 'ar-EG' }}>
        <DegradedBanner showDelay={0} />
      </WordsProvider>,
      monitor,
    )
    await monitor.pass(0)
    expect(part('message').textContent).toContain('search وmail وimages و٣ مكوّنات أخرى.')
    expect(part('countdown').textContent).toBe('الوقت حتى المحاولة التالية: ١٢ ث')
  })

  it('of a headline leave those of its causes as they are', () => {
    const monitor = stagedMonitor({ status: 'unhealthy', cause: 'component', source: 'live' })
    renderKit(
      <WordsProvider words={de}>
        <WordsProvider words={{ indicator: { unhealthy: 'Zu' } }}>
          <StatusIndicator />
        </WordsProvider>
      </WordsProvider>,
      monitor,
    )
    expect(part('indicator').textContent.trim()).toBe('Zu')
    monitor.show({ cause: 'unreachable' })
    expect(part('indicator').textContent.trim()).toBe(de.indicator.unreachable)
  })

  it('may be any one alone (U24)', () => {
    const view = renderKit(<AllTexts words={{}} />, stagedMonitor())
    const english = shownTexts()
    expect(Object.keys(english).length).toBeGreaterThan(100)
    for (const path of Object.keys(english)) {
      view.rerender(<AllTexts words={alone(path.split('.'))} />)
      expect(shownTexts()).toEqual({ ...english, [path]: 'Mine' })
    }
  })

  it('that are none leave the English ones', () => {
    const none = { banner: { retry: undefined, dismiss: null } } as unknown as SomeWords
    renderKit(<AllTexts words={none} />, stagedMonitor())
    expect(shownTexts()).toMatchObject({ 'banner.retry': 'Retry now', 'banner.dismiss': 'Dismiss' })
  })
})

describe('the labels of components', () => {
  const names = ['search', 'mail', 'images', 'export', 'constructor']
  const components = Object.fromEntries(
    names.map((name) => [name, { status: 'unhealthy' as const, critical: false }]),
  )
  const labels = { search: 'Finding', mail: 'Letters', images: 'Pictures', constructor: 'Workshop' }
  const startsAt = Date.UTC(2026, 0, 1, 1)
  const window = { id: 'move', title: '', startsAt, components: ['mail', 'export'] }

  it('stand in place of names in all that is seen or heard of them, and data keep the names', async () => {
    const monitor = stagedMonitor({ ...searchDown, report: { components } })
    renderKit(
      <WordsProvider words={{ components: { labels } }}>
        <DegradedBanner showDelay={0} />
        <ComponentList />
        <ComponentsItem name="mail" />
      </WordsProvider>,
      monitor,
    )
    await monitor.pass(0)
    const told = 'Affected: Finding, Letters, Pictures, and 2 more.'
    expect(part('message').textContent).toContain(told)
    expect(part('announcer').textContent).toContain(told)
    const affected = [...part('details').querySelectorAll('li')].map(({ textContent }) => textContent)
    expect(affected).toEqual(['Finding', 'Letters', 'Pictures', 'export', 'Workshop'])
    expect(parts('component-name').map(({ textContent }) => textContent)).toEqual([
      'export',
      'Finding',
      'Letters',
      'Pictures',
      'Workshop',
      'Letters',
    ])
    expect(parts('component').map(({ dataset }) => dataset['component'])).toEqual([
      'export',
      'search',
      'mail',
      'images',
      'constructor',
      'mail',
    ])
  })

  it('stand in place of names in what is said of maintenance', async () => {
    const monitor = stagedMonitor({ ...healthy, report: { maintenance: [window] } })
    renderKit(
      <WordsProvider words={{ components: { labels } }}>
        <MaintenanceBanner />
      </WordsProvider>,
      monitor,
    )
    await monitor.pass(0)
    expect(part('message').textContent).toContain('Affected: Letters and export.')
    expect(part('announcer').textContent).toContain('Affected: Letters and export.')
  })

  it('come from the words above too, one by one, and leave names that nobody has called otherwise', async () => {
    const monitor = stagedMonitor({ ...searchDown, affected: ['search', 'mail', 'constructor', 'toString'] })
    renderKit(
      <WordsProvider words={{ components: { labels: { search: 'Finding', mail: 'Mail' } } }}>
        <WordsProvider words={de}>
          <WordsProvider words={{ components: { labels: { mail: 'Post' } } }}>
            <DegradedBanner showDelay={0} />
          </WordsProvider>
        </WordsProvider>
      </WordsProvider>,
      monitor,
    )
    await monitor.pass(0)
    expect(part('message').textContent).toContain('Betroffen: Finding, Post, constructor und toString.')
  })
})

describe('everything that is to be read or heard', () => {
  it.each(Object.entries(exhibits))(
    'comes out of the words, each text whole: %s (U24)',
    async (_, exhibit) => {
      const monitor = stagedMonitor({}, { reportAt: 0 })
      renderKit(<WordsProvider words={marked}>{exhibit.ui}</WordsProvider>, monitor)
      for (const state of exhibit.states ?? STATES) {
        monitor.show({ isStale: false, ...state })
        await monitor.pass(10_000)
        await exhibit.visit?.(monitor)
        expect(saidWithoutWords()).toEqual([])
      }
    },
  )
})

/** All texts as a widget gets them, below a provider of `words`. */
function AllTexts({ words }: { readonly words: SomeWords }): ReactElement {
  const { locale: _locale, gap: _gap, ...groups } = en
  return (
    <WordsProvider words={words}>
      <ul>
        {Object.keys(groups).map((group) => (
          <GroupTexts key={group} group={group as keyof typeof groups} />
        ))}
      </ul>
    </WordsProvider>
  )
}

function GroupTexts({ group }: { readonly group: Exclude<keyof Words, 'locale' | 'gap'> }): ReactNode {
  const words = useWords(group, en[group])
  return textsOf({ [group]: words }).map(({ path, text }) => (
    <li key={path} title={path}>
      {text}
    </li>
  ))
}

function shownTexts(): Record<string, string> {
  return Object.fromEntries(
    [...document.querySelectorAll('li')].map((node) => [node.title, node.textContent]),
  )
}

/** Words that replace the text at `path`, and nothing else. */
function alone([key = '', ...path]: readonly string[], above: unknown = en): SomeWords {
  const value: unknown = (above as Record<string, unknown>)[key]
  if (path.length > 0) return { [key]: alone(path, value) }
  return { [key]: typeof value === 'string' ? 'Mine' : () => 'Mine' }
}

/** A language whose every text is in brackets. Its dates and numbers are Japanese, so without a Latin letter. */
const marked: SomeWords = { ...(mark(en) as SomeWords), locale: 'ja' }

function mark(texts: object): object {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]: [string, unknown]) => {
      if (typeof value === 'object' && value) return [key, mark(value)]
      if (typeof value === 'string') return [key, `⟦${value}⟧`]
      const write = value as (...given: readonly unknown[]) => string
      return [key, (...given: readonly unknown[]) => `⟦${write(...given)}⟧`]
    }),
  )
}

/** What exhibits bring along: names of components, in lower case, and the titles and contents that they are given. */
const DATA = /^(?:[a-z]+|Finding|Content|Offline\.|Moving house)$/

/** Texts of the page, and names of its nodes, that are not in brackets: neither words nor data. */
function saidWithoutWords(): readonly string[] {
  const said: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of [
        'aria-label',
        'aria-description',
        'aria-valuetext',
        'aria-roledescription',
        'title',
      ]) {
        said.push(node.getAttribute(name) ?? '')
      }
    } else said.push(node.nodeValue ?? '')
  }
  // With a Latin letter it is a text of ours, and with neither letter nor digit it glues two texts together.
  const isOurs = /\p{Script=Latin}|^[^\p{L}\p{N}]+$/u
  return said.map(withoutMarked).filter((text) => isOurs.test(text) && !DATA.test(text))
}

function withoutMarked(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, '')
  return rest === text ? text.trim() : withoutMarked(rest)
}
