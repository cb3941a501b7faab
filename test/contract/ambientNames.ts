import { isNode, nameOf, roomOf, walk } from './sourceFile.js'
import type { Node, SourceFile } from './sourceFile.js'

/** Names that reach past a seam, and the rooms that hold the seam. */
interface Seam {
  readonly rooms: readonly string[]
  /** Globals, and members of globals (`Date.now`). */
  readonly names: ReadonlySet<string>
}

const SEAMS: readonly Seam[] = [
  {
    rooms: ['time'],
    names: new Set([
      ...['Date.now', 'new Date()', 'performance.now', 'performance.timeOrigin', 'AbortSignal.timeout'],
      ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
      ...['requestAnimationFrame', 'requestIdleCallback'],
      ...['Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'],
    ]),
  },
  { rooms: ['browser', 'storage'], names: new Set(['indexedDB']) },
  {
    rooms: ['browser'],
    names: new Set([
      ...['window', 'document', 'navigator', 'location', 'history', 'screen', 'self', 'top', 'parent'],
      ...['BroadcastChannel', 'SharedWorker', 'localStorage', 'sessionStorage', 'caches', 'matchMedia'],
      ...['addEventListener', 'removeEventListener', 'onLine', 'XMLHttpRequest', 'EventSource', 'WebSocket'],
    ]),
  },
]

const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global'])

/** A sentence for each name that a file uses although another room is alone in touching it. */
export function namesPastASeam(file: SourceFile): string[] {
  const room = roomOf(file.path)
  return [...ambientNames(file)].flatMap(({ name, start }) => {
    const seam = SEAMS.find(({ names }) => names.has(name))
    if (!seam || (room !== undefined && seam.rooms.includes(room))) return []
    const line = file.text.slice(0, start).split('\n').length
    return [`${file.path}:${line} names ${name}, which is for ${seam.rooms.join(' and ')} alone`]
  })
}

function* ambientNames({ program }: SourceFile): Generator<{ name: string; start: number }> {
  const local = boundNames(program)
  const isGlobal = (name: string | undefined): name is string => name !== undefined && !local.has(name)

  for (const { node, parent, field } of walkValues(program)) {
    const { start } = node
    if (node.type === 'NewExpression' || node.type === 'CallExpression') {
      const isNow = nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0
      if (isNow && isGlobal('Date')) yield { name: 'new Date()', start }
    }
    const member = memberOf(node)
    if (member && isGlobal(member.object)) {
      yield { name: `${member.object}.${member.property}`, start }
      if (GLOBAL_OBJECTS.has(member.object)) yield { name: member.property, start }
    }
    if (node.type === 'MemberExpression' && isNode(node.object)) {
      // globalThis.Date.now
      const inner = memberOf(node.object)
      const property = keyOf(node.property)
      if (inner && property && GLOBAL_OBJECTS.has(inner.object)) {
        yield { name: `${inner.property}.${property}`, start }
      }
    }
    if (node.type === 'VariableDeclarator' && isNode(node.id) && node.id.type === 'ObjectPattern') {
      // const { now } = Date
      const object = nameOf(node.init)
      for (const property of isGlobal(object) ? (node.id.properties as Node[]) : []) {
        const key = keyOf(property.key)
        if (key) yield { name: `${object}.${key}`, start }
        if (key && GLOBAL_OBJECTS.has(object as string)) yield { name: key, start }
      }
    }
    const name = nameOf(node)
    if (isGlobal(name) && isReference(parent, field)) yield { name, start }
  }
}

/** `object.property` and `object['property']`. */
function memberOf(node: Node): { object: string; property: string } | undefined {
  if (node.type !== 'MemberExpression') return undefined
  const object = nameOf(node.object)
  const property = keyOf(node.property)
  return object !== undefined && property !== undefined ? { object, property } : undefined
}

function keyOf(key: unknown): string | undefined {
  if (isNode(key) && key.type === 'Literal' && typeof key.value === 'string') return key.value
  return nameOf(key)
}

/** Whether an identifier stands for a value, and isn't the name of a property, a key or a label. */
function isReference(parent: Node | undefined, field: string | undefined): boolean {
  if (!parent) return false
  if (parent.type === 'MemberExpression') return field === 'object' || parent.computed === true
  if (field === 'key') return parent.computed === true
  return !['label', 'imported', 'exported', 'local', 'params', 'param', 'id'].includes(field ?? '')
}

/** Nodes that exist at run time: types may name anything. */
function* walkValues(program: Node): ReturnType<typeof walk> {
  const skipped = new Set<Node>()
  for (const entry of walk(program)) {
    const { node, parent } = entry
    const isType =
      node.type.startsWith('TS') &&
      !['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'].includes(node.type)
    if (isType || (parent && skipped.has(parent))) skipped.add(node)
    else yield entry
  }
}

/** Every name that the file binds somewhere: in it, `window` may be a maintenance window. */
function boundNames(program: Node): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { node } of walkValues(program)) {
    if (node.type.startsWith('Import') && nameOf(node.local)) names.add(nameOf(node.local) as string)
    if (node.type === 'VariableDeclarator') collect(node.id, names)
    if (node.type === 'CatchClause') collect(node.param, names)
    if (/Function/.test(node.type)) {
      collect(node.id, names)
      for (const param of node.params as unknown[]) collect(param, names)
    }
    if (node.type === 'ClassDeclaration') collect(node.id, names)
  }
  return names
}

function collect(pattern: unknown, names: Set<string>): void {
  if (!isNode(pattern)) return
  const name = nameOf(pattern)
  if (name) names.add(name)
  if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties as Node[]) collect(property.value ?? property.argument, names)
  }
  if (pattern.type === 'ArrayPattern')
    for (const element of pattern.elements as unknown[]) collect(element, names)
  if (pattern.type === 'AssignmentPattern') collect(pattern.left, names)
  if (pattern.type === 'RestElement') collect(pattern.argument, names)
}
