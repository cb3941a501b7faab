import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The script behind a command of an installed package, to be run by Node itself: unlike npx it leaves no process
 * between us and the command that would keep a signal to itself.
 */
export function binary(command: string, packageName: string = command): string {
  const root = join(import.meta.dirname, '../../node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>
  }
  const script = typeof bin === 'string' ? bin : bin?.[command]
  if (!script) throw new Error(`${packageName} has no command ${command}. Run npm ci.`)
  return join(root, script)
}
