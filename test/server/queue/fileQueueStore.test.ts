import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Claim, QueueStore } from '../../../src/server.js'
import { fileQueueStore, memoryQueueStore } from '../../../src/server.js'
import { readLine, writeLine } from '../../../src/server/queue/file/journalLine.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { dueKeys, journalPath, storeIn } from './journalFiles.js'
import { newJob } from './newJob.js'
import { describeStore } from './storeContract.js'

describeStore('memoryQueueStore', async () => {
  const clock = new FakeClock()
  return { store: memoryQueueStore({ clock }), pass: (ms) => clock.advance(ms) }
})

describeStore('fileQueueStore', async () => {
  const { store, clock } = storeIn(await journalPath())
  return { store, pass: (ms) => clock.advance(ms) }
})

const claimOne = async (store: QueueStore): Promise<Claim> => {
  const [claimed] = await store.claim({ queue: 'emails', limit: 1, leaseMs: 60_000 })
  return claimed!
}

describe('what was kept in a file', () => {
  test('is there when it is opened again: what waits, what failed, what died, and the keys of what was done', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    for (const key of ['done', 'failed', 'dead', 'running', 'waiting']) await store.add(newJob({ key }))
    await store.complete(await claimOne(store))
    await store.release(await claimOne(store), { delayMs: 0, error: 'no' })
    await claimOne(store)
    await store.bury(await claimOne(store), 'never')
    await claimOne(store)
    const before = await store.deadLetters('emails', { limit: 10 })
    await store.close()

    const again = storeIn(path).store
    expect(await again.counts('emails')).toMatchObject({ waiting: 3, active: 0, dead: 1 })
    expect(await again.deadLetters('emails', { limit: 10 })).toEqual(before)
    // Other data than the key stands for is told apart by the digest of what was kept.
    const { digest } = newJob({ key: 'any' })
    for (const key of ['done', 'failed', 'dead', 'running', 'waiting']) {
      expect(await again.add(newJob({ key, data: '"other"' }))).toMatchObject({ isNew: false, digest })
    }
    const claimed = await again.claim({ queue: 'emails', limit: 10, leaseMs: 1000 })
    expect(claimed.map(({ key, attempts }) => [key, attempts])).toEqual([
      ['failed', 1],
      ['running', 0],
      ['waiting', 0],
    ])
  })

  test('by a version that kept no digests is read, and takes no data for other data', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    for (const key of ['done', 'waiting']) await store.add(newJob({ key }))
    await store.complete(await claimOne(store))
    await store.close()
    const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean)
    const older = lines.map((line) => Object.assign(readLine(line)!, { digest: undefined }))
    await writeFile(path, older.map(writeLine).join(''))

    const { store: again, log } = storeIn(path)
    expect(await again.add(newJob({ key: 'done', data: '"other"' }))).toEqual({ id: '1', isNew: false })
    expect(await again.add(newJob({ key: 'waiting', data: '"other"' }))).toEqual({ id: '2', isNew: false })
    expect(await dueKeys(again)).toEqual(['waiting'])
    expect(log).toEqual([])
  })

  test('keeps its order and its numbers through many lives', async () => {
    const path = await journalPath()
    const ids = new Set<string>()
    for (let life = 0; life < 5; life++) {
      const { store } = storeIn(path)
      for (let i = 0; i < 3; i++) ids.add((await store.add(newJob({ key: `${life}-${i}` }))).id)
      await store.complete(await claimOne(store))
      await store.close()
    }
    expect(ids.size).toBe(15)
    const keys = await dueKeys(storeIn(path).store)
    expect(keys).toEqual([...Array(15).keys()].slice(5).map((i) => `${Math.floor(i / 3)}-${i % 3}`))
  })

  test('is written anew, and whole, once most of the file is past', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    await store.add(newJob({ key: 'kept', delayMs: 60_000 }))
    const data = JSON.stringify('x'.repeat(10_000))
    for (let i = 0; i < 300; i++) {
      await store.add(newJob({ key: `${i}`, data }))
      await store.complete(await claimOne(store))
    }
    expect((await stat(path)).size).toBeLessThan(1.2e6)
    await store.close()
    const again = storeIn(path)
    const { digest } = newJob({ key: '7', data })
    expect(await again.store.add(newJob({ key: '7' }))).toMatchObject({ isNew: false, digest })
    expect(await again.store.counts('emails')).toMatchObject({ delayed: 1, waiting: 0 })
    expect(again.log).toEqual([])
    await again.store.close()
    expect(await readdir(dirname(path))).toEqual([basename(path), `${basename(path)}.lock.2`])
  })

  test('is one write for all that is added meanwhile', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    await Promise.all(Array.from({ length: 500 }, (_, i) => store.add(newJob({ key: `${i}` }))))
    await store.close()
    const again = storeIn(path).store
    expect(await dueKeys(again)).toHaveLength(500)
  })

  test('belongs to its user alone', async () => {
    const path = await journalPath()
    await storeIn(path).store.add(newJob({ key: 'a' }))
    expect((await stat(path)).mode & 0o077).toBe(0)
  })
})

describe('a file that was torn', () => {
  test('at any byte gives what was whole before it, and takes more', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    const sizes: number[] = []
    for (const key of ['a', 'b', 'c']) {
      await store.add(newJob({ key }))
      sizes.push((await stat(path)).size)
    }
    await store.close()
    const whole = await readFile(path)
    for (let size = sizes[1]!; size <= whole.length; size++) {
      await writeFile(path, whole.subarray(0, size))
      const { store: torn, log } = storeIn(path, { durability: 'process' })
      const kept = ['a', 'b', 'c'].filter((_, i) => sizes[i]! <= size)
      await torn.add(newJob({ key: 'more' }))
      expect(await dueKeys(torn), `cut at ${size}`).toEqual([...kept, 'more'])
      await torn.close()
      const again = storeIn(path, { durability: 'process' }).store
      expect(await dueKeys(again), `cut at ${size}, opened again`).toEqual([...kept, 'more'])
      await again.close()
      expect(log).toEqual([])
    }
  })

  test('or damaged at any byte loses that one record, keeps those behind it, and says so', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    for (const key of ['a', 'b', 'c']) await store.add(newJob({ key }))
    await store.close()
    const whole = await readFile(path)
    for (let at = whole.indexOf('"b"') - 80; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged[at]! ^= 0x15
      await writeFile(path, damaged)
      const { store: opened, log } = storeIn(path, { durability: 'process' })
      const keys = await dueKeys(opened)
      expect(keys.length, `damaged at ${at}`).toBeGreaterThanOrEqual(2)
      // The last line end alone tells a record that was written from one that was not: nothing is known to be amiss.
      const isTold = keys.length === 3 || at === whole.length - 1
      expect(log.length, `damaged at ${at}`).toBe(isTold ? log.length : 1)
      await opened.close()
    }
  })

  test('keeps the damaged lines aside', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    for (const key of ['a', 'b']) await store.add(newJob({ key }))
    await store.close()
    await writeFile(path, (await readFile(path, 'utf8')).replace('"key":"a"', '"key":"A"'))
    const opened = storeIn(path)
    expect(await dueKeys(opened.store)).toEqual(['b'])
    expect(await readFile(`${path}.damaged`, 'utf8')).toContain('"key":"A"')
    await opened.store.close()
    const again = storeIn(path)
    expect(await dueKeys(again.store)).toEqual(['b'])
    expect(again.log).toEqual([])
  })

  test('or left by a newer version is not touched', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    await store.add(newJob({ key: 'a' }))
    await store.close()
    const json = '{"kind":"journal","version":2,"next":1}'
    const newer = `\n${crc32(json).toString(16).padStart(8, '0')} ${json}\n`
    await writeFile(path, newer)
    await expect(storeIn(path).store.counts('emails')).rejects.toThrow(/newer version/)
    expect(await readFile(path, 'utf8')).toBe(newer)
  })
})

describe('a file', () => {
  test('is not opened twice, and is free when it was closed', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    await store.add(newJob({ key: 'a' }))
    const other = storeIn(path).store
    await expect(other.add(newJob({ key: 'b' }))).rejects.toThrow(/this process has the file open/)
    const link = join(dirname(path), 'link.log')
    await symlink(path, link)
    await expect(storeIn(link).store.counts('emails')).rejects.toThrow(/has the file open/)
    await store.close()
    await other.add(newJob({ key: 'b' }))
    expect(await dueKeys(other)).toEqual(['a', 'b'])
  })

  test('of somebody who is dead is taken by one, however many come at once', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    await store.counts('emails')
    const lock = JSON.parse(await readFile(`${path}.lock.1`, 'utf8')) as { pid: number }
    await store.close()
    for (let round = 2; round < 40; round += 2) {
      await writeFile(`${path}.lock.${round}`, JSON.stringify({ ...lock, pid: 2 ** 30 }))
      const stores = Array.from({ length: 8 }, () => storeIn(path).store)
      const added = await Promise.allSettled(
        stores.map((each, i) => each.add(newJob({ key: `${round} ${i}` }))),
      )
      const refused = added.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
      expect(refused).toHaveLength(7)
      expect(refused.filter((reason) => !reason.includes('this process has the file open'))).toEqual([])
      for (const each of stores) await each.close()
    }
  })

  test('that was taken away while its process stood still is not written by it again', async () => {
    const path = await journalPath()
    const { store } = storeIn(path)
    await store.add(newJob({ key: 'a' }))
    // As another one does that took this one for dead.
    await writeFile(`${path}.lock.2`, '{}')
    await rm(`${path}.lock.1`)
    const size = (await stat(path)).size
    await expect(store.add(newJob({ key: 'b' }))).rejects.toThrow(/Another process has taken/)
    expect((await stat(path)).size).toBe(size)
  })

  test.each(['{', '{"token":"x","pid":1,"host":"elsewhere","machine":null,"startedAt":null}'])(
    'of which it is not known who has it (%s) is taken after 5 s without a sign of life',
    async (lock) => {
      const path = await journalPath()
      await writeFile(`${path}.lock.1`, lock)
      const { store, clock } = storeIn(path)
      const added = store.add(newJob({ key: 'a' }))
      let isAdded = false
      void added.then(() => (isAdded = true))
      for (let second = 0; second < 5; second++) {
        // Between two seconds it looks at the lock, which takes the disk as long as it takes.
        while (clock.pendingTimers === 0) await new Promise(setImmediate)
        expect(isAdded).toBe(false)
        await clock.advance(1000)
      }
      expect(await added).toMatchObject({ isNew: true })
    },
  )

  test('and is not taken from somebody who shows life', async () => {
    const path = await journalPath()
    await writeFile(`${path}.lock.1`, '{')
    const { store, clock } = storeIn(path)
    const added = store.add(newJob({ key: 'a' })).then(
      () => 'taken',
      (error: Error) => error.message,
    )
    while (clock.pendingTimers === 0) await new Promise(setImmediate)
    await utimes(`${path}.lock.1`, 1, 1)
    await clock.advance(1000)
    expect(await added).toContain('has the file open')
  })

  test('that can not be opened is tried again by the next use', async () => {
    const path = await journalPath()
    const { store } = storeIn(join(path, 'not', 'there'))
    await expect(store.add(newJob({ key: 'a' }))).rejects.toThrow('ENOENT')
    await mkdir(join(path, 'not'), { recursive: true })
    expect(await store.add(newJob({ key: 'a' }))).toMatchObject({ isNew: true })
  })

  test.each([
    ['path', () => fileQueueStore('')],
    ['durability', () => fileQueueStore('queue.log', { durability: 'none' as never })],
    ['maxJobs', () => fileQueueStore('queue.log', { maxJobs: 0 })],
    ['keepKeys', () => fileQueueStore('queue.log', { keepKeys: -1 })],
  ])('refuses a malformed %s at the door', (option, make) => {
    expect(make).toThrow(new RegExp(`fileQueueStore ${option}: expected`))
  })
})

describe('a wall clock that was set back by an hour', () => {
  test('holds no job back for longer, and forgets no key earlier', async () => {
    const path = await journalPath()
    const { store, clock } = storeIn(path)
    await store.add(newJob({ key: 'done' }))
    await store.complete(await claimOne(store))
    await store.add(newJob({ key: 'delayed', delayMs: 10_000 }))
    clock.setWallBy(-3_600_000)
    await clock.advance(10_000)
    expect(await dueKeys(store)).toEqual(['delayed'])
    await store.close()

    const earlier = new FakeClock(Date.UTC(2025, 11, 31, 23))
    const { store: again } = storeIn(path, { clock: earlier })
    expect(await dueKeys(again)).toEqual([])
    await earlier.advance(10_000)
    expect(await dueKeys(again)).toEqual(['delayed'])
    expect((await again.counts('emails')).oldestMs).toBe(10_000)
    await earlier.advance(86_400_000 - 10_001)
    expect(await again.add(newJob({ key: 'done' }))).toMatchObject({ isNew: false })
    await earlier.advance(1)
    expect(await again.add(newJob({ key: 'done' }))).toMatchObject({ isNew: true })
  })
})

describe('a store that is full', () => {
  test('refuses more jobs, and takes them when there is room', async () => {
    const { store } = storeIn(await journalPath(), { maxJobs: 3 })
    const added = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((key) => store.add(newJob({ key }))))
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    await expect(store.add(newJob({ key: 'f' }))).rejects.toMatchObject({ name: 'QueueFullError' })
    await store.complete(await claimOne(store))
    expect(await store.add(newJob({ key: 'f' }))).toMatchObject({ isNew: true })
  })

  test('counts how long their data is', async () => {
    const { store } = storeIn(await journalPath(), { maxSize: 100 })
    await store.add(newJob({ key: 'a', data: JSON.stringify('x'.repeat(80)) }))
    const large = store.add(newJob({ key: 'b', data: JSON.stringify('x'.repeat(80)) }))
    await expect(large).rejects.toMatchObject({ name: 'QueueFullError' })
  })

  test('remembers as many keys as it may, and forgets the oldest', async () => {
    const { store } = storeIn(await journalPath(), { maxKeys: 2 })
    for (const key of ['a', 'b', 'c']) {
      await store.add(newJob({ key }))
      await store.complete(await claimOne(store))
    }
    expect(await store.add(newJob({ key: 'c' }))).toMatchObject({ isNew: false })
    expect(await store.add(newJob({ key: 'a' }))).toMatchObject({ isNew: true })
  })
})
