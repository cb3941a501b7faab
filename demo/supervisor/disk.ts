import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'

/**
 * The directory of the packing slips. It is broken by moving it away and putting a plain file in its place: taking
 * the permissions away would not stop root.
 */
export class Disk {
  readonly #directory: string
  readonly #movedAway: string

  constructor(directory: string) {
    this.#directory = directory
    this.#movedAway = `${directory}.moved-away`
  }

  /** Also undoes what a killed run has left broken. */
  async mend(): Promise<void> {
    if (await isDirectory(this.#movedAway)) {
      await rm(this.#directory, { force: true })
      await rename(this.#movedAway, this.#directory)
    }
    await mkdir(this.#directory, { recursive: true })
  }

  async break(): Promise<void> {
    if (!(await isDirectory(this.#directory))) return
    await rename(this.#directory, this.#movedAway)
    await writeFile(this.#directory, 'The demo has moved the directory away to break it.\n')
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
