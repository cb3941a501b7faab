import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isReact18 } from './combination.js'
import type { Combination } from './combination.js'
import manifest from './react-18/package.json' with { type: 'json' }

// React 18 has a folder and a lock file of its own: beside React 19, under another name, npm refuses it, because
// other packages there want their React to be 19.
const folder = join(import.meta.dirname, 'react-18')
const packages = Object.entries(manifest.dependencies)

/** Where Vite finds the packages of React 18 if that is what is wanted. Installs them unless they are there. */
export function aliasesOf({ reactVersion }: Combination): Record<string, string> {
  if (!isReact18(reactVersion)) return {}
  if (!packages.every(([name, version]) => installedVersion(name) === version)) install()
  return Object.fromEntries(packages.map(([name]) => [name, directoryOf(name)]))
}

function install(): void {
  console.log(`React 18 is not in ${folder} yet: npm ci.`)
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    timeout: 120_000,
    // On Windows npm is a script, which only a shell runs.
    shell: process.platform === 'win32',
  })
}

function installedVersion(name: string): string | undefined {
  const file = join(directoryOf(name), 'package.json')
  if (!existsSync(file)) return undefined
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function directoryOf(name: string): string {
  return join(folder, 'node_modules', name)
}
