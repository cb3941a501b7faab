import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leaveToCaretaker } from './caretaker.js'

/** A folder that is gone after the tests, however those end. */
export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

/** @param name What its own name begins with. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `${name}-`))
  const isGone = leaveToCaretaker({ folder: path })
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
      isGone()
    },
  }
}
