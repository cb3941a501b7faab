import { readFileSync } from 'node:fs'
import { compileFunction } from 'node:vm'
import { createFetchHandler, createNodeHandler } from '../../../src/server.js'

const doc = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8')

/**
 * Runs what `docs/server.md` tells the users of a framework to write: the block that begins with its name as a comment.
 * The names that the block uses and does not define come from `scope`.
 */
export function runSnippet(framework: string, scope: Readonly<Record<string, unknown>>): void {
  const [, code] = doc.split(`\`\`\`ts\n// ${framework}\n`)
  if (code === undefined) throw new Error(`docs/server.md has no block that begins with "// ${framework}"`)
  const names = { createNodeHandler, createFetchHandler, ...scope }
  compileFunction(code.slice(0, code.indexOf('```')), Object.keys(names))(...Object.values(names))
}
