import type { ChildProcess } from 'node:child_process'
import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { dueKeys, endedAfterTest, journalPath, storeIn } from './journalFiles.js'
import { newJob } from './newJob.js'

function started(file: string, ...args: string[]): ChildProcess {
  const child = fork(join(import.meta.dirname, 'process', file), args, { execArgv: ['--import', 'tsx'] })
  endedAfterTest(() => killed(child))
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

async function message<Message>(child: ChildProcess): Promise<Message> {
  const [said] = (await once(child, 'message')) as [Message]
  return said
}

test('what a process had kept when it was killed, again and again, is all done', async () => {
  const path = await journalPath()
  const mailbox = `${path}.mailbox`
  await writeFile(mailbox, '')
  const kept: string[] = []
  for (let life = 0; life < 5; life++) {
    const child = started('worker.ts', path, mailbox, `${life}`)
    let saidNow = 0
    const enough = new Promise<void>((resolve, reject) => {
      child.on('message', (said: { kept?: string; line?: string }) => {
        if (said.line) reject(new Error(said.line))
        if (said.kept) kept.push(said.kept)
        // Each life ends at another place.
        if (++saidNow > 20 + 37 * life) resolve()
      })
    })
    await enough
    await killed(child)
  }
  const { store, log } = storeIn(path)
  const left = await dueKeys(store)
  const done = (await readFile(mailbox, 'utf8')).split('\n')
  const found = new Set([...left, ...done])
  expect(kept.filter((key) => !found.has(key))).toEqual([])
  expect(log).toEqual([])
  // At most one was under way for each place of the queue when its process was killed.
  expect(done.length - new Set(done).size).toBeLessThanOrEqual(5 * 4)
}, 60_000)

test('a file that another process has is refused, and free as soon as that was killed', async () => {
  const path = await journalPath()
  const holder = started('holder.ts', path)
  const { pid } = await message<{ pid: number }>(holder)
  const { refused } = await message<{ refused: string }>(started('holder.ts', path))
  expect(refused).toContain(`process ${pid} has the file open`)
  const { store } = storeIn(path)
  await expect(store.add(newJob({ key: 'mine' }))).rejects.toMatchObject({ name: 'FileInUseError' })
  await killed(holder)
  expect(await store.add(newJob({ key: 'mine' }))).toMatchObject({ isNew: true })
  expect(await dueKeys(store)).toEqual([`${pid}`, 'mine'])
})

test('of several processes that find a dead one’s file, one takes it', async () => {
  const path = await journalPath()
  const dead = started('holder.ts', path)
  await message(dead)
  await killed(dead)
  const others = Array.from({ length: 4 }, () => started('holder.ts', path))
  const said = await Promise.all(others.map((other) => message<{ pid?: number; refused?: string }>(other)))
  expect(said.filter(({ pid }) => pid !== undefined)).toHaveLength(1)
  expect(said.filter(({ refused }) => refused?.includes('has the file open'))).toHaveLength(3)
})

test('a job that ends its process each time is given up, and takes no other with it', async () => {
  const path = await journalPath()
  const mailbox = `${path}.mailbox`
  await writeFile(mailbox, '')
  const { store } = storeIn(path)
  const keys = ['a', 'b', 'bad', 'c', 'd', 'e']
  for (const key of keys) await store.add(newJob({ key, orderBy: /bad|e/.test(key) ? 'one' : undefined }))
  await store.close()
  let lives = 0
  for (let left = -1; left !== 0 && lives < 20; lives++) {
    const child = started('crasher.ts', path, mailbox)
    const said = Promise.race([message<{ left: number }>(child), once(child, 'exit').then(() => undefined)])
    left = (await said)?.left ?? -1
    await killed(child)
  }
  const after = storeIn(path).store
  expect(await after.deadLetters('emails', { limit: 10 })).toMatchObject([{ key: 'bad' }])
  const done = (await readFile(mailbox, 'utf8')).split('\n').filter(Boolean)
  expect(done.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(lives).toBeLessThan(10)
}, 60_000)

test('a lock whose process id somebody else has now is no lock', async () => {
  const path = await journalPath()
  const holder = started('holder.ts', path)
  await message(holder)
  await killed(holder)
  const lock = JSON.parse(await readFile(`${path}.lock.1`, 'utf8')) as {
    pid: number
    startedAt: string | null
  }
  if (lock.startedAt === null) return
  await writeFile(`${path}.lock.1`, JSON.stringify({ ...lock, pid: process.pid }))
  expect(await storeIn(path).store.add(newJob({ key: 'a' }))).toMatchObject({ isNew: true })
})

test.skipIf(process.platform === 'win32')(
  'a disk that takes no more refuses what it can not keep, and loses nothing else',
  async () => {
    const path = await journalPath()
    const script = join(import.meta.dirname, 'process/fullDisk.ts')
    const command = `ulimit -f 64; exec "${process.execPath}" --import tsx "${script}" "${path}"`
    const { stdout } = await promisify(execFile)('/bin/bash', ['-c', command], { timeout: 20_000 })
    const { outcomes, small, completed, counts } = JSON.parse(stdout) as {
      outcomes: string[]
      small: string
      completed: boolean
      counts: unknown
    }
    const room = outcomes.indexOf('EFBIG')
    expect(room).toBeGreaterThan(3)
    expect(outcomes.slice(room)).toEqual(outcomes.slice(room).map(() => 'EFBIG'))
    expect({ small, completed }).toEqual({ small: 'kept', completed: true })
    expect(counts).toMatchObject({ waiting: room })
    const { store, log } = storeIn(path)
    const large = Array.from({ length: room }, (_, i) => `large-${i}`)
    expect(await dueKeys(store)).toEqual([...large.slice(1), 'small'])
    expect(log).toEqual([])
  },
)

test('a process that has nothing else to do lives until its jobs are done, and ends by itself', async () => {
  const script = join(import.meta.dirname, 'process/lonely.ts')
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, await journalPath()], {
    timeout: 20_000,
  })
  expect(stdout).toBe('done')
})
