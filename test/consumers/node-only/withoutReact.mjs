// A back end has no React: the health service and the engine must load, and work, without it.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { createApiStatus } from 'react-api-status/core'
import { createFetchHandler, createHealthService } from 'react-api-status/server'

assert.throws(() => createRequire(import.meta.url).resolve('react'), 'React is here, so this proves nothing')

const health = createHealthService({ name: 'orders', checks: [{ name: 'database', run: () => {} }] })
const response = await createFetchHandler(health)(new Request('http://orders.test/api/health'))
assert.equal(response.status, 200)
const report = await response.json()
assert.equal(report.status, 'healthy')
assert.equal(report.components.database.status, 'healthy')

assert.equal(createApiStatus({ url: 'http://orders.test/api/health' }).getSnapshot().status, 'checking')
