import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { directoryCheck } from '../../../src/server.js'
import type { BundledDoor } from './bundledDoor.js'
import { bundledDoor, messageOf } from './bundledDoor.js'
import { lookAt, looking } from './lookAt.js'

let directory: string
let door: BundledDoor
beforeAll(async () => {
  door = await bundledDoor()
})
afterAll(() => door.close())
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'directory-check-'))
})
afterEach(async () => {
  await chmod(directory, 0o700)
  await rm(directory, { recursive: true })
})

const ownFile = (digit: number) => `.health-check-00000000-0000-4000-8000-00000000000${digit}`

describe('a directory', () => {
  test('that takes files is healthy, and holds none of ours afterwards', async () => {
    expect(await lookAt(directoryCheck(directory))).toMatchObject({ status: 'healthy' })
    expect(await readdir(directory)).toEqual([])
  })

  test.each([
    ['that is not there', 'nowhere', 'ENOENT'],
    ['that is a file', 'file', 'ENOTDIR'],
  ])('%s is unhealthy with the code of the system', async (_, name, code) => {
    await writeFile(join(directory, 'file'), '')
    expect(await lookAt(directoryCheck(join(directory, name)))).toMatchObject({
      status: 'unhealthy',
      error: { code },
    })
  })

  test('that this user may not write to is unhealthy, though it can be read', async () => {
    await chmod(directory, 0o555)
    // Permissions don't bind root, so another user looks.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const child = await door.run(
      `import { createHealthService, directoryCheck } from './door.mjs'
       const check = directoryCheck(${JSON.stringify(directory)})
       const silent = { info() {}, warn() {} }
       process.send(await createHealthService({ checks: [check], logger: silent }).check('directory'))`,
      nobody,
    )
    expect(await messageOf(child)).toMatchObject({ status: 'unhealthy', error: { code: 'EACCES' } })
  })

  test('is rid of what a killed process left there, and of nothing else', async () => {
    const hourAgo = new Date(Date.now() - 3_600_000)
    const old = [ownFile(1), '.health-check-mine', 'data.db']
    for (const name of [...old, ownFile(2)]) await writeFile(join(directory, name), '')
    for (const name of old) await utimes(join(directory, name), hourAgo, hourAgo)

    expect(await lookAt(directoryCheck(directory))).toMatchObject({ status: 'healthy' })
    // The young one may be another process's that is writing it now.
    expect(new Set(await readdir(directory))).toEqual(new Set([ownFile(2), '.health-check-mine', 'data.db']))
  })

  test('that comes back is healthy with the next look', async () => {
    const path = join(directory, 'volume')
    const look = looking(directoryCheck(path))
    expect(await look()).toMatchObject({ status: 'unhealthy' })
    await mkdir(path)
    expect(await look()).toMatchObject({ status: 'healthy' })
  })

  test('without a path is refused at the door', () => {
    expect(() => directoryCheck('')).toThrow('directoryCheck path: expected a path, got ""')
  })
})
