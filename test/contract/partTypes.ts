import type { Node, SourceFile } from './sourceFile.js'

/** A part as its types tell of it. */
export interface TypedPart {
  /** The element that it is, without a `render`; `null` for a heading, of whichever level. */
  readonly tag: string | null
  /** The props that it has beside those of its element and `render`. */
  readonly props: readonly Member[]
  /** The fields of the state that a `render` function is given. */
  readonly state: readonly string[]
}

/** A member of a type, and its doc comment as one line. */
export interface Member {
  readonly name: string
  readonly isRequired: boolean
  readonly doc: string
}

interface Declaration {
  readonly node: Node
  readonly source: SourceFile
}

/** Reads the props of parts, given all the files that their types may be declared in. */
export function readPartTypes(sources: readonly SourceFile[]): (props: string) => TypedPart {
  const declarations = new Map(sources.flatMap(declarationsOf))

  const find = (name: string): Declaration => {
    const found = declarations.get(name)
    if (!found) throw new Error(`The type ${name} is declared nowhere.`)
    return found
  }

  /** The members of a type; what `PartProps` adds is not among them. */
  function membersOf(type: Node, source: SourceFile): Member[] {
    if (type.type === 'TSTypeLiteral') return (type['members'] as Node[]).map((node) => member(node, source))
    if (type.type === 'TSIntersectionType' || type.type === 'TSUnionType') {
      const all = (type['types'] as Node[]).flatMap((each) => membersOf(each, source))
      return [...new Map(all.map((each) => [each.name, each])).values()]
    }
    if (type.type !== 'TSTypeReference') throw new Error(`What are the members of a ${type.type}?`)
    const [first, second] = argumentsOf(type)
    const name = nameOf(type['typeName'])
    if (name === 'PartProps') return []
    if (name === 'Omit' || name === 'Pick') {
      const keys = literalsOf(second as Node)
      const isKept = (key: string) => keys.includes(key) === (name === 'Pick')
      return membersOf(first as Node, source).filter((each) => isKept(each.name))
    }
    const { node, source: home } = find(name)
    if (node.type === 'TSTypeAliasDeclaration') return membersOf(node['typeAnnotation'] as Node, home)
    const inherited = (node['extends'] as Node[]).flatMap((each) =>
      membersOf({ ...each, type: 'TSTypeReference', typeName: each['expression'] }, home),
    )
    const own = (node['body'] as { body: Node[] }).body.map((each) => member(each, home))
    return [...inherited, ...own]
  }

  /** The `PartProps` that the props of a part are made of. */
  function partProps(type: Node): Node | undefined {
    if (type.type === 'TSIntersectionType') {
      return (type['types'] as Node[]).map(partProps).find((each) => each !== undefined)
    }
    if (type.type !== 'TSTypeReference') return undefined
    const name = nameOf(type['typeName'])
    if (name === 'PartProps') return type
    if (name === 'Omit') return partProps(argumentsOf(type)[0] as Node)
    const declared = declarations.get(name)?.node
    return declared?.type === 'TSTypeAliasDeclaration'
      ? partProps(declared['typeAnnotation'] as Node)
      : undefined
  }

  return (props) => {
    const { node, source } = find(props)
    const type = node['typeAnnotation'] as Node
    const [tag, state] = argumentsOf(partProps(type) as Node)
    return {
      tag: tag?.type === 'TSLiteralType' ? (literalsOf(tag)[0] as string) : null,
      props: membersOf(type, source),
      state: membersOf(state as Node, source).map(({ name }) => name),
    }
  }
}

/** Interfaces and type aliases by name: those that are exported, whose names the door keeps apart. */
function declarationsOf(source: SourceFile): [string, Declaration][] {
  const statements = source.program['body'] as Node[]
  return statements
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .map((statement) => statement['declaration'] as Node | null)
    .filter((node) => node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration')
    .map((node) => [nameOf((node as Node)['id']), { node: node as Node, source }])
}

function member(node: Node, source: SourceFile): Member {
  return { name: nameOf(node['key']), isRequired: node['optional'] !== true, doc: docBefore(node, source) }
}

function docBefore({ start }: Node, { text, comments }: SourceFile): string {
  const comment = comments.find(({ end }) => end <= start && text.slice(end, start).trim() === '')
  return (comment?.value ?? '')
    .replace(/^\s*\*+ ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function nameOf(node: unknown): string {
  return (node as { readonly name: string }).name
}

function argumentsOf(type: Node): readonly Node[] {
  return (type['typeArguments'] as { readonly params: Node[] } | null)?.params ?? []
}

function literalsOf(type: Node): string[] {
  const all = type.type === 'TSUnionType' ? (type['types'] as Node[]) : [type]
  return all.map((each) => (each['literal'] as { readonly value: string }).value)
}
