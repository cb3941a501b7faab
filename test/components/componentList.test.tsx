import { act, render } from '@testing-library/react'
import { Profiler } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { arrangeComponents } from '../../src/components/components/arrangeComponents.js'
import { ComponentList } from '../../src/components/components/ComponentList.js'
import * as Components from '../../src/components/components/parts.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import type { ReportSketch } from '../../src/testing/reports.js'
import { de } from '../../src/words/de.js'
import { complaints, part, parts, renderKit } from './renderKit.js'
import { healthy, stagedMonitor, unreachable } from './stagedMonitor.js'

const components: ReportSketch['components'] = {
  mail: 'healthy',
  search: { status: 'degraded', critical: false },
  cache: { status: 'unhealthy', critical: false },
  database: 'healthy',
}
const reported = { ...healthy, report: { components } }
const read = (name: string) => parts(name).map(({ textContent }) => textContent)

describe('a ComponentList', () => {
  it('is a list with the status of each component in words (U20)', () => {
    const { getByRole, getAllByRole } = renderKit(<ComponentList />, stagedMonitor(reported))
    expect(getByRole('list', { name: 'Components' }).tagName).toBe('UL')
    expect(getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'cache Not working',
      'database Working',
      'mail Working',
      'search Some problems',
    ])
  })

  it('groups components, and a group is as well as the worst of them (U20)', () => {
    const groups = { Finding: ['search', 'cache'], Keeping: ['database'] }
    const { getAllByRole, getByRole } = renderKit(<ComponentList groups={groups} />, stagedMonitor(reported))
    expect(read('component-head')).toEqual(['Finding Not working', 'Keeping Working', 'Others Working'])
    expect(parts('component-group').map(({ dataset }) => dataset['status'])).toEqual([
      'unhealthy',
      'healthy',
      'healthy',
    ])
    expect(getAllByRole('list')).toHaveLength(3)
    const finding = getByRole('list', { name: 'Finding' })
    expect([...finding.children].map(({ textContent }) => textContent)).toEqual([
      'search Some problems',
      'cache Not working',
    ])
  })

  it('keeps its order whatever happens to whom, and in whatever order it is reported (U20)', () => {
    const monitor = stagedMonitor(reported)
    renderKit(<ComponentList groups={{ Finding: ['search', 'cache'] }} />, monitor)
    const before = read('component-name')
    monitor.show({
      report: {
        components: { search: 'unhealthy', database: 'unhealthy', mail: 'degraded', cache: 'healthy' },
      },
    })
    expect(read('component-name')).toEqual(before)
    expect(read('component-status')).toContain('Not working')
  })

  it('calls components by their labels, and sorts them by these as the language does', () => {
    const labels = { mail: 'Öffentliche Post', database: 'Zettelkasten', cache: 'Papier', search: 'Suche' }
    renderKit(
      <WordsProvider words={de}>
        <ComponentList labels={labels} />
      </WordsProvider>,
      stagedMonitor(reported),
    )
    const { status } = de.components
    expect(read('component')).toEqual([
      `Öffentliche Post ${status.healthy}`,
      `Papier ${status.unhealthy}`,
      `Suche ${status.degraded}`,
      `Zettelkasten ${status.healthy}`,
    ])
  })

  it('goes by labels of its own before those of the words', () => {
    renderKit(
      <WordsProvider words={{ components: { labels: { mail: 'Letters', cache: 'Memory' } } }}>
        <ComponentList labels={{ mail: 'Post' }} />
      </WordsProvider>,
      stagedMonitor(reported),
    )
    expect(read('component-name')).toEqual(['database', 'Memory', 'Post', 'search'])
  })

  it('says so where no component is known, and shows no empty list (U14)', () => {
    renderKit(<ComponentList />, stagedMonitor())
    expect(part('components').textContent).toBe('No components are known yet.')
    expect(parts('component-list')).toEqual([])
  })

  it('calls a component unknown that a group names and no report has (U14)', () => {
    renderKit(<ComponentList groups={{ Finding: ['search', 'images'] }} />, stagedMonitor(reported))
    expect(read('component').slice(0, 2)).toEqual(['search Some problems', 'images Unknown'])
    renderKit(<Components.Item name="toString" />, stagedMonitor(reported))
    expect(read('component').at(-1)).toBe('toString Unknown')
  })

  it('says how old the report is once it is stale (U13)', async () => {
    const monitor = stagedMonitor(reported)
    monitor.poll({ reportAt: monitor.clock.wallNow() })
    renderKit(<ComponentList />, monitor)
    expect(parts('age')).toEqual([])
    await monitor.pass(180_000)
    monitor.show({ ...unreachable, isStale: true })
    expect(part('age').textContent).toBe('Last report 3 minutes ago')
    expect(part('components').hasAttribute('data-stale')).toBe(true)
  })

  it('renders nothing again for a poll that changes nothing', () => {
    const monitor = stagedMonitor(reported)
    let renders = 0
    renderKit(
      <Profiler id="list" onRender={() => renders++}>
        <ComponentList groups={{ Finding: ['search'] }} />
      </Profiler>,
      monitor,
    )
    renders = 0
    monitor.poll({ lastChecked: 1, nextCheckAt: 2, reportAt: 1, latencyMs: 40 })
    expect(renders).toBe(0)
    monitor.show({ report: { components: { ...components, search: 'healthy' } } })
    expect(renders).toBeGreaterThan(0)
  })

  it('shows 60 components', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`node-${index + 1}`, 'healthy']),
    )
    renderKit(<ComponentList />, stagedMonitor({ ...healthy, report: { components: many as never } }))
    expect(read('component-name').slice(0, 3)).toEqual(['node-1', 'node-2', 'node-3'])
    expect(read('component-name').at(-1)).toBe('node-60')
  })

  it('is the same on a server and in the first render of a browser (U26)', async () => {
    const consoleError = vi.spyOn(console, 'error')
    const app = (
      <ApiStatusProvider monitor={stagedMonitor(reported)}>
        <ComponentList groups={{ Finding: ['search'] }} />
      </ApiStatusProvider>
    )
    const container = document.createElement('div')
    container.innerHTML = renderToString(app)
    const html = container.innerHTML
    document.body.append(container)
    const { unmount } = await act(async () => render(app, { container, hydrate: true }))
    expect(container.innerHTML).toBe(html)
    expect(consoleError).not.toHaveBeenCalled()
    unmount()
    container.remove()
    vi.restoreAllMocks()
  })
})

describe('the parts of a list of components', () => {
  it('leave a name of the user’s to the list (U27)', () => {
    const { getByRole } = renderKit(
      <Components.Group label="Finding" names={['search']}>
        <Components.Head />
        <Components.List aria-label="Ours" />
      </Components.Group>,
      stagedMonitor(reported),
    )
    expect(getByRole('list', { name: 'Ours' })).toBe(part('component-list'))
  })

  it('render again where something changed, and nowhere else', () => {
    const monitor = stagedMonitor(reported)
    const renders = { search: 0, mail: 0 }
    const counted = (name: keyof typeof renders) => (
      <Components.Item
        name={name}
        render={(props) => {
          renders[name]++
          return <li {...props} />
        }}
      />
    )
    renderKit(
      <Components.List>
        {counted('search')}
        {counted('mail')}
      </Components.List>,
      monitor,
    )
    Object.assign(renders, { search: 0, mail: 0 })
    monitor.show({ report: { components: { ...components, search: 'healthy' } } })
    expect(renders.search).toBeGreaterThan(0)
    expect(renders.mail).toBe(0)
  })

  it('say what to do where they stand outside of what they tell of', () => {
    const [message] = complaints(() => renderKit(<Components.Status />, stagedMonitor()))
    expect(message).toMatch(/<Components.Status> has no component.*<Components.Item>/)
  })
})

describe('the arrangement', () => {
  it('leaves out groups without components, and repeats nothing among the rest', () => {
    expect(arrangeComponents(['b', 'a10', 'a9'], { groups: { Empty: [], Some: ['b'] } }, 'en')).toEqual([
      { title: 'Some', names: ['b'] },
      { title: null, names: ['a9', 'a10'] },
    ])
  })
})
