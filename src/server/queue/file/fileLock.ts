import type { FileHandle } from 'node:fs/promises'
import { link, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Clock, Timer } from '../../../time/clock.js'
import { unref } from '../../../time/clock.js'
import type { Holder } from './holder.js'
import { isAlive, readHolder, thisHolder } from './holder.js'

/** Another process has the file, or another store of this one. */
export class FileInUseError extends Error {
  override name = 'FileInUseError' as const
}

/** How often a holder shows that it lives, in milliseconds. */
const HEARTBEAT = 1000
/** How long one of which nothing else can be known must have shown nothing, in milliseconds. */
const SILENCE = 5000

/**
 * Keeps a file for one process. The system's own locks can't be had in Node: it is a file beside it, that names its
 * holder. A holder that was killed is known by its process where that can be seen from here, and else by its silence: in
 * another container, or on another machine. One that was taken for dead and lives finds out before it writes again.
 *
 * Each that takes it makes the file of the next number, and the highest number holds. To compare a file and to remove it
 * are two steps, between which it may have become another one's; to make a file that is not there is one.
 */
export class FileLock {
  readonly #path: string
  readonly #file: FileHandle
  readonly #clock: Clock
  #timer: Timer | undefined

  private constructor(path: string, file: FileHandle, clock: Clock) {
    this.#path = path
    this.#file = file
    this.#clock = clock
    this.#beatLater()
  }

  /** Rejects with a {@link FileInUseError} while somebody else holds it. @param path Its number is written behind that. */
  static async take(path: string, clock: Clock): Promise<FileLock> {
    const here = await thisHolder()
    for (;;) {
      const before = await numbersOf(path)
      const last = Math.max(0, ...before)
      if (last > 0) await refuseIfHeld(numbered(path, last), here, clock)
      const mine = numbered(path, last + 1)
      const file = await create(mine, here)
      if (!file) continue
      // Others may have come and gone since the look at the last one.
      if (Math.max(...(await numbersOf(path))) === last + 1) {
        for (const number of before) await rm(numbered(path, number), { force: true })
        return new FileLock(mine, file, clock)
      }
      await file.close()
      await rm(mine, { force: true })
    }
  }

  /** Nobody has taken it over. */
  async isHeld(): Promise<boolean> {
    try {
      // While it is open here, no other file is given its number.
      const [mine, there] = await Promise.all([this.#file.stat(), stat(this.#path)])
      return mine.ino === there.ino && mine.dev === there.dev
    } catch {
      return false
    }
  }

  async release(): Promise<void> {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer)
    this.#timer = undefined
    // The file stays, for its number: empty, it is nobody's.
    await this.#file.truncate()
    await this.#file.close()
  }

  #beatLater(): void {
    this.#timer = this.#clock.setTimeout(() => {
      const now = this.#clock.wallNow() / 1000
      // Of its own file, whatever is at the path: without one it is closed.
      this.#file.utimes(now, now).catch(() => {})
      this.#beatLater()
    }, HEARTBEAT)
    unref(this.#timer)
  }
}

function numbered(path: string, number: number): string {
  return `${path}.${number}`
}

async function numbersOf(path: string): Promise<readonly number[]> {
  const start = `${basename(path)}.`
  const names = await readdir(dirname(path))
  return names
    .filter((name) => name.startsWith(start) && /^\d{1,15}$/.test(name.slice(start.length)))
    .map((name) => Number(name.slice(start.length)))
}

/** Makes the lock, with its holder in it from the first instant. Nothing where there is one. */
async function create(path: string, holder: Holder): Promise<FileHandle | undefined> {
  const aside = `${path}.${holder.token}`
  const file = await open(aside, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify(holder))
    await link(aside, path)
    return file
  } catch (error) {
    await file.close()
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function refuseIfHeld(path: string, here: Holder, clock: Clock): Promise<void> {
  const text = await readOrNothing(path)
  if (!text) return
  const holder = readHolder(text)
  const lives = holder && (await isAlive(holder, here))
  if (!(lives ?? (await showsLife(path, clock)))) return
  const who = !holder ? 'another process' : holder.pid === here.pid ? 'this process' : `process ${holder.pid}`
  throw new FileInUseError(
    `${path} says that ${who}${holder && holder.host !== here.host ? ` on ${holder.host}` : ''} has the file open. ` +
      'Give each process a file of its own, or a store that several can share. It works again when that one ends.',
  )
}

/** Any change is one; the clocks of both need not agree. */
async function showsLife(path: string, clock: Clock): Promise<boolean> {
  const before = await lastSeen(path)
  for (let waited = 0; waited < SILENCE; waited += HEARTBEAT) {
    await new Promise<void>((resolve) => clock.setTimeout(resolve, HEARTBEAT))
    if ((await lastSeen(path)) !== before) return true
  }
  return false
}

async function lastSeen(path: string): Promise<string> {
  try {
    const { ino, mtimeMs } = await stat(path)
    return `${ino} ${mtimeMs}`
  } catch {
    return 'gone'
  }
}

async function readOrNothing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
