import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program that tests run in or by, and the ways to find it. */
export interface Program {
  readonly name: string
  /** The variable of the environment that names it, before any other that is found. */
  readonly variable?: string
  /** Names under which distributions put it on the PATH. */
  readonly commands: readonly string[]
  /** Where installers put it without telling the PATH. */
  readonly usualPlaces: readonly string[]
}

/**
 * The path of a program: what its variable names, the first of its commands on the PATH, then its usual places.
 * `undefined` when it is nowhere.
 *
 * Throws when its variable names a file that is not there: falling back to another one would hide the mistake.
 */
export function findProgram(
  { variable, commands, usualPlaces }: Program,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const chosen = variable && env[variable]
  if (chosen) {
    if (existsSync(chosen)) return chosen
    throw new Error(`${variable} names ${chosen}, and no such file exists. Correct it, or unset it.`)
  }
  const directories = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = directories.flatMap((directory) => commands.map((command) => join(directory, command)))
  return [...onPath, ...usualPlaces].find((path) => existsSync(path))
}
