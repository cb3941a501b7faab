import { isNode, nameOf, targetOf, withoutEnding } from './sourceFile.js'
import type { Node, SourceFile } from './sourceFile.js'

/** A name that a door gives out, and where it comes from. */
export interface PublicName {
  readonly name: string
  readonly isType: boolean
  /** File and name of the declaration; the name is `*` for a whole file under one name. */
  readonly from: string
  readonly declaredAs: string
}

/** The names of a door. Throws where the door does anything but list them one by one. */
export function publicNames(door: SourceFile): readonly PublicName[] {
  return (door.program.body as Node[]).flatMap((statement) => {
    const from = isNode(statement.source) ? statement.source.value : undefined
    if (typeof from !== 'string') throw new Error(`${door.path} holds logic; a door only lists names.`)
    const target = targetOf(door.path, from)
    if (statement.type === 'ExportAllDeclaration') {
      const name = nameOf(statement.exported)
      if (!name) throw new Error(`${door.path} passes on all of ${from}; a door lists names one by one.`)
      return [{ name, isType: statement.exportKind === 'type', from: target, declaredAs: '*' }]
    }
    return (statement.specifiers as Node[]).map((each) => ({
      name: nameOf(each.exported) as string,
      isType: statement.exportKind === 'type' || each.exportKind === 'type',
      from: target,
      declaredAs: nameOf(each.local) as string,
    }))
  })
}

/** A sentence for each public name whose declaration has no doc comment, or isn't where the door says. */
export function undocumentedNames(door: SourceFile, files: readonly SourceFile[]): string[] {
  return publicNames(door).flatMap(({ name, from, declaredAs }) => {
    const file = files.find(({ path }) => withoutEnding(path) === from)
    if (!file) return [`${door.path} gives out ${name} of ${from}, which is no file`]
    const missing =
      declaredAs === '*' ? namesWithoutDoc(file) : isDocumented(file, declaredAs) ? [] : [declaredAs]
    return missing.map((each) => `${each} has no doc comment (${file.path}, given out by ${door.path})`)
  })
}

/** The exported names of a file that have no doc comment. */
function namesWithoutDoc(file: SourceFile): string[] {
  return (file.program.body as Node[])
    .flatMap((statement) => {
      if (statement.type !== 'ExportNamedDeclaration') return []
      if (isNode(statement.declaration)) return declaredNames(statement.declaration)
      // Passed on from another file, where it is documented or not.
      return isNode(statement.source)
        ? []
        : (statement.specifiers as Node[]).map((each) => nameOf(each.local))
    })
    .filter((name): name is string => name !== undefined && !isDocumented(file, name))
}

/** Whether a doc comment ends where one of the declarations of `name` begins. */
function isDocumented(file: SourceFile, name: string): boolean {
  return (file.program.body as Node[]).some((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (!isNode(declaration) || !declaredNames(declaration).includes(name)) return false
    return file.comments.some(
      ({ value, end }) =>
        /^\*\s*\S/.test(value) && end <= statement.start && !/\S/.test(file.text.slice(end, statement.start)),
    )
  })
}

function declaredNames(declaration: Node): readonly (string | undefined)[] {
  if (declaration.type === 'VariableDeclaration') {
    return (declaration.declarations as Node[]).map(({ id }) => nameOf(id))
  }
  return [nameOf(declaration.id)]
}
