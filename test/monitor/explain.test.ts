import { describe, expect, it } from 'vitest'
import { explain } from '../../src/monitor/explain.js'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import type { Scene } from './world.js'
import { scene } from './world.js'

const explained = ({ monitor }: Scene) => explain(monitor.getSnapshot(), monitor.getTiming())

describe('explain', () => {
  it('says that nothing is known before anything is', () => {
    const { status, evidence, text } = explain(scene().monitor.getSnapshot())
    expect(status).toBe('checking')
    expect(evidence.map(({ about }) => about)).toEqual(['verdict', 'network', 'report'])
    expect(text).toBe(
      'The status is checking.\nThis device: unknown. The back end: unknown.\nNo report has been read yet.',
    )
  })

  it('names the report, the components at fault with their codes, and what comes next', async () => {
    const it = scene()
    it.endpoint.report({
      service: { buildId: 'b7' },
      readOnly: true,
      components: {
        database: { status: 'unhealthy', error: { code: 'ECONNREFUSED', message: 'connect 10.0.0.5' } },
        search: { status: 'degraded', critical: false },
      },
    })
    await it.begin()
    const { status, cause, evidence, text } = explained(it)
    expect([status, cause]).toEqual(['unhealthy', 'read-only'])
    expect(text.split('\n')).toEqual([
      'The status is unhealthy since 2026-01-01T00:00:00.000Z. The back end says that it refuses writes.',
      'The answer had the status code 503. The last probe ended at 2026-01-01T00:00:00.000Z.',
      'This device: online. The back end: reachable.',
      'The report shown of 2026-01-01T00:00:00.000Z, build b7 says unhealthy, read-only.',
      'Not healthy: database: unhealthy (ECONNREFUSED), critical; search: degraded.',
      expect.stringMatching(/^The next probe is due at 2026-01-01T00:00:0\d/),
    ])
    expect(text).not.toContain('10.0.0.5')
    expect(evidence.find(({ about }) => about === 'components')?.value).toEqual(['database', 'search'])
  })

  it('tells what answered in place of the back end, and that the report is an older one', async () => {
    const it = scene()
    await it.begin()
    it.endpoint.answer({ kind: 'status', status: 502 })
    await it.nextPoll()
    await it.nextPoll()
    const { text } = explained(it)
    expect(text).toContain('a gateway said that it could not')
    expect(text).toContain('The answer had the status code 502.')
    expect(text).toMatch(/The report shown of 2026-01-01T00:00:00.\d+Z says healthy, stale\./)
  })

  it('tells of silence, an open breaker, missing storage and a page that nobody sees', async () => {
    const it = scene({ storage: false })
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    for (let call = 0; call < 3; call++) await it.monitor.fetch('/api/orders').catch(() => {})
    it.world.setVisible(false)
    const { text } = explained(it)
    expect(text).toContain('There was no answer.')
    expect(text).toContain('The circuit breaker before the back end is open until 2026-01-01T00:00:05.000Z.')
    expect(text).toContain('Nothing survives a reload')
    expect(text).toContain('No probe is due')
  })

  it('says that a restored state is from an earlier visit', async () => {
    const storage = memoryStorage()
    const before = scene({}, { storage })
    const stop = await before.begin()
    stop()
    const it = scene({}, { storage, clock: before.clock })
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    expect(explained(it).text).toContain('as last known from an earlier visit')
  })
})
