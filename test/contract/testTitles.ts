import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { isNode, nameOf, parseSource, walk } from './sourceFile.js'
import type { Node } from './sourceFile.js'

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['test', 'playwright']

/** The titles of a file's tests, as written; what is put in when they run is `…`. */
type Titles = ReadonlyMap<string, readonly string[]>

/** The titles of all tests, by the path of their file. A test that is skipped proves nothing: it is not there. */
export function readTitles(): Titles {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path.replaceAll('\\', '/')),
    ),
  )
  return new Map(
    paths
      .filter((path) => /\.(test|spec)\.tsx?$/.test(path) && !path.includes('node_modules'))
      .toSorted()
      .map((path) => [path, titlesIn(path, readFileSync(join(ROOT, path), 'utf8'))]),
  )
}

export function titlesIn(path: string, text: string): readonly string[] {
  const titles: string[] = []
  for (const { node } of walk(parseSource(path, text).program)) {
    const [first, second] = node.type === 'CallExpression' ? (node.arguments as readonly Node[]) : []
    if (first && second && isTest(node.callee)) titles.push(...titleOf(first))
  }
  return titles
}

/** `it(`, `test(`, `it.each(…)(`. */
function isTest(callee: unknown): boolean {
  if (!isNode(callee)) return false
  const name = nameOf(callee)
  if (name) return name === 'it' || name === 'test'
  const { callee: maker } = callee
  const isTable = callee.type === 'CallExpression' && isNode(maker) && maker.type === 'MemberExpression'
  return isTable && nameOf(maker.property) === 'each' && isTest(maker.object)
}

function titleOf(node: Node): readonly string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type !== 'TemplateLiteral') return []
  const { quasis } = node as unknown as { quasis: readonly { value: { cooked: string } }[] }
  return [quasis.map(({ value }) => value.cooked).join('…')]
}
