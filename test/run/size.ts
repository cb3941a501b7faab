import { spawnSync } from 'node:child_process'
import { binary } from './binary.js'

// `npm run size`: the limits in package.json, and what the first three widgets add to the provider and the hooks.
// size-limit measures bundles; a part that shares its modules with another one has a size only as a difference.
const PROVIDER = 'provider and hooks'
const WITH_KIT = 'provider, hooks, indicator, banner and gate'
const KIT_LIMIT = 4650

interface Measured {
  readonly name: string
  readonly passed: boolean
  readonly size: number
  readonly sizeLimit: number
}

const { status, stdout, stderr } = spawnSync(process.execPath, [binary('size-limit'), '--json'], {
  encoding: 'utf8',
  timeout: 120_000,
})
if (status === null || !stdout.trim().startsWith('[')) {
  console.error(`size-limit gave no figures.\n${stdout}${stderr}`)
  process.exit(1)
}
const measured = JSON.parse(stdout) as Measured[]
const kit = sizeOf(WITH_KIT) - sizeOf(PROVIDER)
const rows: Measured[] = [
  ...measured,
  { name: 'indicator, banner and gate on top', passed: kit <= KIT_LIMIT, size: kit, sizeLimit: KIT_LIMIT },
]
for (const { name, passed, size, sizeLimit } of rows) {
  console.log(
    `${passed ? '✓' : '✗'} ${name}: ${size} B of ${sizeLimit} B gzip${passed ? '' : ', which is too much'}`,
  )
}
process.exitCode = rows.every(({ passed }) => passed) ? 0 : 1

function sizeOf(name: string): number {
  const row = measured.find((each) => each.name === name)
  if (!row) throw new Error(`package.json has no size limit called "${name}".`)
  return row.size
}
