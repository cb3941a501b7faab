import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from '@playwright/test'
import type { Faults } from '../demo/faultTargets.js'
import { patience } from './patience.js'
import { familyOf, nameOf, survivorsOf } from './processes.js'
import type { Demo } from './runDemo.js'
import { spawnDemo, untilReady } from './runDemo.js'

let demo: Demo | undefined
test.afterEach(() => demo?.end())

const endings = [
  { how: 'Ctrl-C', send: (pid: number) => process.kill(-pid, 'SIGINT') },
  { how: 'a SIGTERM to the supervisor', send: (pid: number) => process.kill(pid, 'SIGTERM') },
  { how: 'a SIGKILL of the supervisor', send: (pid: number) => process.kill(pid, 'SIGKILL') },
]
for (const { how, send } of endings) {
  test(`${how} leaves no process behind`, async () => {
    demo = await spawnDemo()
    await untilReady(demo)
    const pid = demo.process.pid as number
    const family = familyOf(pid)
    expect(family.length).toBeGreaterThanOrEqual(5)

    send(pid)
    await expect.poll(() => survivorsOf(family), { timeout: patience(5) }).toEqual([])
  })
}

test('the end of the shell that npm runs it in leaves no process behind', async () => {
  demo = await spawnDemo({}, ['sh', '-c', 'node demo/start.mjs; exit $?'])
  await untilReady(demo)
  const pid = demo.process.pid as number
  const family = familyOf(pid)

  process.kill(pid, 'SIGTERM')
  await expect.poll(() => survivorsOf(family), { timeout: patience(5) }).toEqual([])
})

test('a process that somebody else has killed is shown as down, Redis behind its relay too, and starts again', async () => {
  demo = await spawnDemo()
  await untilReady(demo)
  const url = `http://127.0.0.1:${demo.ports.control}/faults`
  const cache = async () => ((await (await fetch(url)).json()) as Faults).cache
  test.skip((await cache()).absence !== undefined, 'There is no redis-server on this machine.')

  const redis = familyOf(demo.process.pid as number).filter((pid) => nameOf(pid).includes('redis-server'))
  expect(redis).toHaveLength(1)
  process.kill(redis[0] as number, 'SIGKILL')
  await expect.poll(cache, { timeout: patience(5) }).toEqual({ mode: 'down', running: false })
  await fetch(url, { method: 'POST', body: '{"target":"cache","mode":"ok"}' })
  expect(await cache()).toEqual({ mode: 'ok', running: true })
})

test('the demo ends cleanly while it is still starting', async () => {
  demo = await spawnDemo()
  await once(demo.process.stdout as NodeJS.ReadableStream, 'data')
  const pid = demo.process.pid as number
  const family = familyOf(pid)

  process.kill(pid, 'SIGTERM')
  await expect.poll(() => survivorsOf(family), { timeout: patience(5) }).toEqual([])
  expect(demo.output().trim()).toBe('Starting the orders desk ...')
})

test('a busy port is one line that names the variable, and exit code 1', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as { port: number }
  try {
    demo = await spawnDemo({ DEMO_API_PORT: String(port) })
    await once(demo.process, 'exit')
    expect(demo.process.exitCode).toBe(1)
    expect(demo.output()).toBe(
      `Port ${port} is busy: end what listens there, or set DEMO_API_PORT to another port.\n`,
    )
  } finally {
    squatter.close()
  }
})

test('a port that is none is one line that says what was expected, and exit code 1', async () => {
  demo = await spawnDemo({ DEMO_WEB_PORT: 'eighty' })
  await once(demo.process, 'exit')
  expect(demo.process.exitCode).toBe(1)
  expect(demo.output()).toBe('DEMO_WEB_PORT: expected a port from 1 to 65535, got "eighty".\n')
})
