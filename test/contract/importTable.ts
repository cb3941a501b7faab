import { roomOf, targetOf, withoutEnding } from './sourceFile.js'
import type { SourceFile } from './sourceFile.js'

/** Which rooms a room may import from, besides itself. CONTRIBUTING.md shows the same table. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  health: [],
  time: [],
  formats: ['health'],
  resilience: ['time'],
  storage: ['time'],
  monitor: ['health', 'formats', 'time', 'resilience', 'storage'],
  client: ['health', 'time', 'resilience', 'monitor'],
  outbox: ['time', 'resilience', 'storage'],
  browser: ['time', 'storage', 'monitor', 'outbox'],
  react: ['health', 'time', 'monitor', 'browser', 'outbox'],
  words: ['health'],
  components: ['health', 'time', 'react', 'words'],
  query: ['health', 'time', 'monitor', 'resilience'],
  server: ['health', 'formats', 'time', 'resilience'],
  devtools: ['health', 'time', 'resilience', 'monitor', 'react', 'testing'],
  testing: ['health', 'time', 'storage', 'monitor', 'react'],
  cli: ['health', 'formats', 'time', 'monitor'],
}

/** Which packages a room may import; a room that isn't named here, none. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  storage: ['idb-keyval'],
  monitor: ['zustand/vanilla'],
  react: ['react', 'zustand'],
  components: ['react', 'react/jsx-runtime'],
  query: ['@tanstack/react-query', 'react'],
  server: ['node:*'],
  devtools: ['react'],
  testing: ['react', 'zustand/vanilla'],
  cli: ['node:*'],
}

/** A sentence for each import that the tables don't allow, that names no file, or that goes through a door. */
export function foreignImports(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map(({ path }) => withoutEnding(path)))
  return files.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier }) => {
      const objection = specifier.startsWith('.')
        ? objectToFile(path, specifier, known)
        : objectToPackage(path, specifier)
      return objection ? [`${path} imports ${specifier}: ${objection}`] : []
    }),
  )
}

function objectToFile(path: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  const target = targetOf(path, specifier)
  const from = roomOf(path)
  const to = roomOf(target)
  if (!specifier.endsWith('.js')) return 'an import names the file, with the ending .js'
  if (!known.has(target)) return 'there is no such file'
  if (to === undefined) return 'it is a door, and nobody inside imports a door'
  if (from === undefined || from === to) return undefined
  if (!(from in ROOMS)) return `${from} is no room of the table`
  return ROOMS[from]?.includes(to) ? undefined : `${from} may not import ${to}`
}

function objectToPackage(path: string, specifier: string): string | undefined {
  const from = roomOf(path)
  if (from === undefined) return 'a door opens rooms only'
  const isAllowed = PACKAGES[from]?.some((each) =>
    each.endsWith('*') ? specifier.startsWith(each.slice(0, -1)) : specifier === each,
  )
  return isAllowed ? undefined : `${from} may not import this package`
}
