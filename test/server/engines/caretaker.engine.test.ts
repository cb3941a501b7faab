import type { ChildProcess } from 'node:child_process'
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EVENTUALLY } from './checkOnEngine.js'
import { childrenOf } from './processFamily.mjs'

/** Where everything that the process makes is. */
let folder: string
let abandoning: ChildProcess

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'abandoned-'))
  // PostgreSQL runs as another user than root.
  chmodSync(folder, 0o755)
  abandoning = fork(join(import.meta.dirname, 'process/abandoning.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TMPDIR: folder },
    detached: true,
  })
})
afterEach(() => {
  abandoning.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

it.each<[string, () => unknown]>([
  ['is killed', () => abandoning.kill('SIGKILL')],
  ['is told to end', () => abandoning.kill('SIGTERM')],
  // Ctrl-C reaches all that were started from the terminal.
  ['is interrupted in its terminal', () => process.kill(-abandoning.pid!, 'SIGINT')],
  [
    'is killed while its databases are frozen',
    async () => {
      abandoning.send('freeze')
      await once(abandoning, 'message')
      abandoning.kill('SIGKILL')
    },
  ],
])('leaves no database and no folder behind when its process %s', async (_, end) => {
  await toldBy('ready')
  const started = descendantsOf(abandoning.pid!)
  // Redis, PostgreSQL with its own processes, and the caretaker.
  expect(started.length).toBeGreaterThan(5)
  expect(left()).toHaveLength(2)
  await end()
  await expect.poll(() => [started.filter(isAlive), left()], EVENTUALLY).toEqual([[], []])
})

it('leaves nothing behind of a database that is only being made', async () => {
  await toldBy('made one')
  const isBegun = () => left().some((name) => existsSync(join(folder, name, 'data', 'postgresql.conf')))
  await expect.poll(isBegun, { ...EVENTUALLY, interval: 5 }).toBe(true)
  const started = descendantsOf(abandoning.pid!)
  abandoning.kill('SIGKILL')
  await expect.poll(() => [started.filter(isAlive), left()], EVENTUALLY).toEqual([[], []])
})

/** But for what the loader keeps there. */
function left(): string[] {
  return readdirSync(folder).filter((name) => !name.startsWith('tsx-'))
}

async function toldBy(message: string): Promise<void> {
  for (;;) if ((await once(abandoning, 'message'))[0] === message) return
}

function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid)
  return children.concat(...children.map(descendantsOf))
}

/** One that has ended stays in the table until its parent has asked how. */
function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    return !state.startsWith('Z')
  } catch {
    return false
  }
}
