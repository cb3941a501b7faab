import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import { parseSync } from 'vite'

/** A node of the syntax tree, as far as a walk needs to know it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

export interface Import {
  readonly specifier: string
  /** Erased by the compiler: it is in the import table, and never runs. */
  readonly isType: boolean
  /** Passed on under the same or another name: `export … from`. */
  readonly isReExport: boolean
}

/** A file of `src`, its path relative to it with forward slashes (`health/status.ts`). */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly program: Node
  readonly comments: readonly { readonly value: string; readonly start: number; readonly end: number }[]
  readonly imports: readonly Import[]
}

export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} can't be parsed: ${errors[0]?.message}`)
  const root = program as unknown as Node
  return { path, text, program: root, comments, imports: [...importsOf(root)] }
}

const SRC = join(import.meta.dirname, '../../src')

/** Every source file of the package. */
export function readSources(): readonly SourceFile[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .toSorted()
    .map((path) => parseSource(path, readFileSync(join(SRC, path), 'utf8')))
}

/** The room that a file is in; `undefined` for a door, which is in none. */
export function roomOf(path: string): string | undefined {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined
}

/** What a relative import names, without its ending, so that it can be compared with other files' `withoutEnding`. */
export function targetOf(importer: string, specifier: string): string {
  return withoutEnding(normalize(join(dirname(importer), specifier)))
}

export function withoutEnding(path: string): string {
  return path.replace(/\.(tsx?|js)$/, '')
}

/** Every node below `node`, with the node that it hangs on and the field it hangs in. */
export function* walk(
  node: Node,
  parent?: Node,
  field?: string,
): Generator<{ node: Node; parent: Node | undefined; field: string | undefined }> {
  yield { node, parent, field }
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk(child, node, name)
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** The name of an identifier; `undefined` for anything else. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? (node.name as string) : undefined
}

function* importsOf(program: Node): Generator<Import> {
  for (const { node } of walk(program)) {
    const specifier = isNode(node.source) ? node.source.value : undefined
    if (typeof specifier !== 'string') continue
    const isReExport = node.type.startsWith('Export')
    // `import { type A }` is not erased: under verbatimModuleSyntax the file is still loaded.
    const isType = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'
    yield { specifier, isType, isReExport }
  }
}
