import { describe, expect, test } from 'vitest'
import type { Check, CheckOptions } from '../../../src/server.js'
import {
  breakersCheck,
  cacheCheck,
  directoryCheck,
  diskCheck,
  dnsCheck,
  eventLoopCheck,
  httpCheck,
  memoryCheck,
  modelCheck,
  ollama,
  postgresCheck,
  redisCheck,
  tcpCheck,
} from '../../../src/server.js'

const url = 'http://127.0.0.1:1/'
const ping = async () => 'PONG'
const query = async () => ({ rows: [] })

/** Each with the name that it has when none is given. */
const ready: Readonly<Record<string, (options?: CheckOptions) => Check>> = {
  breakers: (options) => breakersCheck([], options),
  cache: (options) => cacheCheck(new Map<string, string>(), options),
  directory: (options) => directoryCheck('/tmp', options),
  disk: (options) => diskCheck('/tmp', options),
  dns: (options) => dnsCheck('localhost', options),
  eventLoop: (options) => eventLoopCheck(options),
  http: (options) => httpCheck(url, options),
  memory: (options) => memoryCheck(options),
  model: (options) => modelCheck(url, { api: ollama, ...options }),
  postgres: (options) => postgresCheck({ query }, options),
  redis: (options) => redisCheck({ ping }, options),
  tcp: (options) => tcpCheck({ host: '127.0.0.1', port: 1 }, options),
}

describe.each(Object.entries(ready))('a ready-made check of %s', (name, make) => {
  test('is named after what it checks unless it is given another name', () => {
    expect(make().name).toBe(name)
    expect(make({ name: 'mine' }).name).toBe('mine')
  })

  test('takes what any check may say', () => {
    const options = {
      critical: false,
      impact: ['checkout'],
      tags: ['cheap'],
      timeout: 5,
      cacheTtl: 7,
    } as const
    expect(make(options)).toMatchObject(options)
  })

  test('takes an option that is undefined as one that is not given', () => {
    const options = { name: undefined, remote: undefined, cacheTtl: undefined } as object
    const { name: ownName, remote, cacheTtl } = make(options)
    expect({ name: ownName, remote, cacheTtl }).toEqual({
      name: make().name,
      remote: make().remote,
      cacheTtl: make().cacheTtl,
    })
  })
})
