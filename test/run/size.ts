import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import manifest from '../../package.json' with { type: 'json' }
import { binary } from './binary.js'
import { bundleOf } from './bundleOf.js'
import { FURTHER_WIDGET, WIDGETS, widgetsIn } from './widgets.js'

// `npm run size`: the limits in package.json, what the first three widgets add to the provider and the hooks, and what
// each widget adds to these by itself, and to an app that has the first three and those that it is made of. size-limit
// measures bundles; a part that shares its modules with another one has a size only as a difference.
const PROVIDER = 'provider and hooks'
const WITH_KIT = 'provider, hooks, indicator, banner and gate'
const KIT_LIMIT = 8600
/** The stylesheets of the first three widgets, and what these may weigh. */
const FIRST_STYLES = ['tokens', 'status', 'indicator', 'banner', 'gate', 'hidden']
const FIRST_STYLES_LIMIT = 2000

interface Measured {
  readonly name: string
  readonly passed: boolean
  readonly size: number
  readonly sizeLimit: number
}

const measured = measureBundles()
const rows: Measured[] = [
  ...measured,
  row('indicator, banner and gate on top', sizeOf(WITH_KIT) - sizeOf(PROVIDER), KIT_LIMIT),
  ...(await measureWidgets()),
  row('styles of indicator, banner and gate', await sizeOfFirstStyles(), FIRST_STYLES_LIMIT),
]
for (const { name, passed, size, sizeLimit } of rows) {
  console.log(
    `${passed ? '✓' : '✗'} ${name}: ${size} B of ${sizeLimit} B gzip${passed ? '' : ', which is too much'}`,
  )
}
process.exitCode = rows.every(({ passed }) => passed) ? 0 : 1

function row(name: string, size: number, sizeLimit: number): Measured {
  return { name, passed: size <= sizeLimit, size, sizeLimit }
}

function measureBundles(): Measured[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary('size-limit'), '--json'], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  if (status === null || !stdout.trim().startsWith('[')) {
    console.error(`size-limit gave no figures.\n${stdout}${stderr}`)
    process.exit(1)
  }
  return JSON.parse(stdout) as Measured[]
}

/** Each widget that `dist` exports, on top of provider and hooks, and on top of the first three widgets too. */
async function measureWidgets(): Promise<Measured[]> {
  const door = 'dist/index.js'
  const exported = (await import(pathToFileURL(door).href)) as object
  const [provider, kit] = [namesIn(PROVIDER), namesIn(WITH_KIT)]
  const sizeWith = async (names: readonly string[]) => (await bundleOf(door, [...new Set(names)])).size
  const providerSize = await sizeWith(provider)
  const found: Measured[] = []
  for (const name of widgetsIn(exported)) {
    // Without a row nothing is allowed.
    const { alone, beside = FURTHER_WIDGET, madeOf = [] } = WIDGETS[name] ?? { alone: 0 }
    found.push(row(`${name} alone`, (await sizeWith([...provider, name])) - providerSize, alone))
    if (kit.includes(name)) continue
    const rest = [...kit, ...madeOf]
    const further = (await sizeWith([...rest, name])) - (await sizeWith(rest))
    found.push(row(`${name} beside the rest`, further, beside))
  }
  return found
}

function sizeOf(name: string): number {
  const found = measured.find((each) => each.name === name)
  if (!found) throw new Error(`package.json has no size limit called "${name}".`)
  return found.size
}

/** What one of the limits in package.json imports. */
function namesIn(name: string): string[] {
  const limit = manifest['size-limit'].find((each) => each.name === name)
  return limit?.import?.match(/\w+/g) ?? []
}

async function sizeOfFirstStyles(): Promise<number> {
  const contents = FIRST_STYLES.map((file) => `@import './src/styles/${file}.css' layer(api-status);`).join(
    '\n',
  )
  const { outputFiles } = await build({
    stdin: { contents, loader: 'css', resolveDir: '.' },
    bundle: true,
    minify: true,
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}
