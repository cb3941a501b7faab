import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { preview } from 'vite'
import { binary } from '../../test/run/binary.js'
import { runNode } from '../../test/run/runNode.js'

/** A story, as Storybook's index lists it. */
export interface StoryEntry {
  readonly id: string
  readonly title: string
  readonly name: string
}

/** A built Storybook, served on loopback. */
export interface ServedStorybook {
  readonly url: string
  readonly stories: readonly StoryEntry[]
  /** Ends the server and removes what was built. */
  close(): Promise<void>
}

const BUILD_MINUTES = 5

/** Builds Storybook into a folder of its own and serves it. */
export async function serveStorybook(): Promise<ServedStorybook> {
  mkdirSync('.tmp', { recursive: true })
  const folder = mkdtempSync('.tmp/storybook-')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const args = [binary('storybook'), 'build', '--quiet', '--disable-telemetry', '--output-dir', folder]
  const exitCode = await runNode([...args, '--loglevel', 'error'], { minutes: BUILD_MINUTES })
  if (exitCode !== 0) {
    remove()
    throw new Error(`Storybook did not build (exit code ${exitCode}), so there is nothing to look at.`)
  }
  const server = await preview({
    configFile: false,
    logLevel: 'warn',
    build: { outDir: folder },
    // Without a cache the same megabyte is read and compiled anew for every story.
    preview: { host: '127.0.0.1', port: 0, headers: { 'Cache-Control': 'max-age=3600' } },
  })
  const { port } = server.httpServer.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stories: storiesIn(folder),
    async close() {
      await server.close()
      remove()
    },
  }
}

function storiesIn(folder: string): readonly StoryEntry[] {
  const { entries } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
    entries: Record<string, StoryEntry & { type: 'story' | 'docs' }>
  }
  return Object.values(entries).filter(({ type }) => type === 'story')
}
