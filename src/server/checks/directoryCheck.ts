import { open, opendir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUuid } from '../../time/uuid.js'
import { expect } from '../expect.js'
import type { Check, CheckOptions, CheckResult } from '../registry/check.js'
import { abortable } from './abortable.js'
import { oneAtATime } from './oneAtATime.js'

/** Options of {@link directoryCheck}. */
export interface DirectoryCheckOptions extends CheckOptions {
  /** @default 'directory' */
  readonly name?: string
  /** Each run really writes to the disk, so they are fewer than those of other checks. @default 10000 */
  readonly cacheTtl?: number
}

/** The files of this check, and nobody else's. */
const OWN_NAME = /^\.health-check-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A younger file may be another process's that is writing it at this moment. */
const LEFT_BEHIND_MS = 60_000
/** So many entries are looked through for files that were left behind. */
const MOST_ENTRIES = 10_000

/**
 * Checks that a directory takes files: a small one of a random name is written through to the disk, read back and
 * deleted. What the system refuses is the code (`EROFS`, `ENOSPC`, `EACCES`, `ENOENT`), and what comes back wrong is
 * `READ_BACK_FAILED`. A file that a process left which was killed in between is deleted by the first run of one that
 * starts a minute later. There is never more than one run under way, however long a network file system hangs.
 *
 * Throws a TypeError when the path is empty.
 */
export function directoryCheck(
  path: string,
  { name = 'directory', cacheTtl = 10_000, ...check }: DirectoryCheckOptions = {},
): Check {
  expect(typeof path === 'string' && path !== '', 'directoryCheck path', 'a path', path)
  let isSwept = false
  const probe = oneAtATime(async (): Promise<CheckResult> => {
    const { isSame, writtenAt } = await writeAndReadBack(path)
    if (!isSwept) {
      isSwept = true
      await deleteLeftBehind(path, writtenAt - LEFT_BEHIND_MS)
    }
    if (isSame) return { status: 'healthy' }
    const message = `What was written into ${path} did not come back as it was. See to its disk.`
    return { status: 'unhealthy', error: { code: 'READ_BACK_FAILED', message } }
  })

  return { name, cacheTtl, ...check, run: (signal) => abortable(signal, probe()) }
}

async function writeAndReadBack(directory: string): Promise<{ isSame: boolean; writtenAt: number }> {
  const content = randomUuid()
  const path = join(directory, `.health-check-${content}`)
  const file = await open(path, 'wx')
  try {
    try {
      await file.writeFile(content)
      // Some file systems tell of a full disk only now.
      await file.sync()
    } finally {
      await file.close()
    }
    const isSame = (await readFile(path, 'utf8')) === content
    return { isSame, writtenAt: (await stat(path)).mtimeMs }
  } finally {
    await rm(path, { force: true })
  }
}

/** @param before By the clock of the file system, which need not be ours. */
async function deleteLeftBehind(directory: string, before: number): Promise<void> {
  try {
    let seen = 0
    for await (const { name } of await opendir(directory)) {
      if (++seen > MOST_ENTRIES) return
      if (!OWN_NAME.test(name)) continue
      const path = join(directory, name)
      if ((await stat(path)).mtimeMs < before) await rm(path, { force: true })
    }
  } catch {
    // It may be forbidden to list what may be written, or another process was faster.
  }
}
