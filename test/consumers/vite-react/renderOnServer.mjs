// The provider and the widgets through renderToString in plain Node, and every other door imported beside them.
import assert from 'node:assert/strict'
import { ApiStatusProvider, DegradedBanner, OfflineGate, StatusIndicator } from 'react-api-status'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'

const complaints = []
console.error = (...args) => complaints.push(args.join(' '))

const html = renderToString(
  createElement(
    ApiStatusProvider,
    { url: '/api/health' },
    createElement(DegradedBanner),
    createElement(StatusIndicator),
    createElement(OfflineGate, { fallback: 'offline' }, createElement('p', null, 'the app')),
  ),
)
assert.match(html, /data-api-status="indicator"/)
assert.match(html, /data-status="checking"/)
assert.match(html, /<p>the app<\/p>/)
assert.doesNotMatch(html, / style=/, 'a strict content security policy refuses style attributes')
assert.deepEqual(complaints, [])

for (const door of ['core', 'query', 'server', 'testing']) {
  const names = Object.keys(await import(`react-api-status/${door}`))
  assert.notEqual(names.length, 0, `react-api-status/${door} gives out nothing`)
}
