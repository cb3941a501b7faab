import { targetOf, withoutEnding } from './sourceFile.js'
import type { SourceFile } from './sourceFile.js'

/** Which files a file loads when it runs; imports of types are erased, and so no part of it. */
export class ModuleGraph {
  readonly #files: ReadonlyMap<string, SourceFile>

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [withoutEnding(file.path), file]))
  }

  /** Everything that is loaded with `path`: our own files, itself among them, and packages by their specifier. */
  loadedBy(path: string): { readonly files: readonly string[]; readonly packages: readonly string[] } {
    const files = new Set<string>()
    const packages = new Set<string>()
    const visit = (name: string) => {
      const file = this.#files.get(name)
      if (!file || files.has(file.path)) return
      files.add(file.path)
      for (const { specifier, isType } of file.imports) {
        if (isType) continue
        if (specifier.startsWith('.')) visit(targetOf(file.path, specifier))
        else packages.add(specifier)
      }
    }
    visit(withoutEnding(path))
    return { files: [...files], packages: [...packages] }
  }

  /** Each circle of imports once, as `a -> b -> a`. */
  cycles(): string[] {
    const done = new Set<string>()
    const found: string[] = []
    const visit = (name: string, trail: readonly string[]) => {
      const start = trail.indexOf(name)
      if (start >= 0) found.push([...trail.slice(start), name].join(' -> '))
      if (start >= 0 || done.has(name)) return
      for (const { specifier, isType } of this.#files.get(name)?.imports ?? []) {
        if (!isType && specifier.startsWith('.')) {
          visit(targetOf(this.#files.get(name)?.path as string, specifier), [...trail, name])
        }
      }
      done.add(name)
    }
    for (const name of this.#files.keys()) visit(name, [])
    return found
  }
}
