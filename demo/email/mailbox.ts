import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A mail that has arrived. */
export interface Mail {
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/**
 * Mails in a directory, one file each. Of those with the same `Message-ID` only the first is kept, as mail servers do
 * that suppress duplicates: who sends again after a crash can't know whether the first one had arrived.
 */
export class Mailbox {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Resolves when the mail is on the disk: `false` when it had been there before. */
  async keep(mail: Mail): Promise<boolean> {
    await mkdir(this.#directory, { recursive: true })
    const name = createHash('sha256').update(mail.messageId).digest('hex')
    const draft = join(this.#directory, `${randomUUID()}.draft`)
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(JSON.stringify(mail))
      await file.sync()
    } finally {
      await file.close()
    }
    try {
      // A name is given once: of two mails that come at the same moment one is told that there is one already.
      await link(draft, join(this.#directory, `${name}.json`))
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      return false
    } finally {
      await rm(draft, { force: true })
    }
  }

  async list(): Promise<Mail[]> {
    const names = await readdir(this.#directory).catch(() => [])
    const kept = names.filter((name) => name.endsWith('.json'))
    return Promise.all(
      kept.map(async (name) => JSON.parse(await readFile(join(this.#directory, name), 'utf8')) as Mail),
    )
  }
}
