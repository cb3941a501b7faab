import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { runNode } from '../run/runNode.js'

// Builds the registry, serves it on loopback and adds every item of it to the app in the folder given as the first
// argument, by the shadcn CLI that is installed there.
//
// The CLI takes an item from any address, but asks its own host for the base colours of the app, whatever the item
// says, and writes no file without them. REGISTRY_URL puts that host on loopback too.
const app = process.argv[2] as string
const root = join(import.meta.dirname, '../..')
const built = join(app, 'r')
const cli = join(app, 'node_modules/shadcn/dist/index.js')
const { registrySchema, registryItemSchema } = (await import(
  join(app, 'node_modules/shadcn/dist/schema/index.js')
)) as Record<'registrySchema' | 'registryItemSchema', { parse(value: unknown): unknown }>

interface Registry {
  readonly items: readonly { readonly name: string; readonly files: readonly { readonly path: string }[] }[]
}

async function run(
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<void> {
  assert.equal(await runNode(args, { minutes: 2, ...options }), 0, `This fails: ${args.slice(1).join(' ')}`)
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

const registry = readJson(join(root, 'registry.json'))
registrySchema.parse(registry)
const { items } = registry as Registry
const listed = new Set(items.flatMap(({ files }) => files.map(({ path }) => path)))
const there = readdirSync(join(root, 'registry')).filter((file) => !file.endsWith('.d.ts'))
assert.deepEqual(listed, new Set(there.map((file) => `registry/${file}`)), 'every file is of an item')

await run([cli, 'registry', 'validate', 'registry.json'], { cwd: root })
await run([cli, 'build', 'registry.json', '--output', built], { cwd: root })
for (const { name } of items) registryItemSchema.parse(readJson(join(built, `${name}.json`)))

mkdirSync(join(built, 'colors'))
writeFileSync(
  join(built, 'colors/neutral.json'),
  JSON.stringify({
    inlineColors: { light: {}, dark: {} },
    cssVars: {},
    cssVarsV4: { theme: {}, light: {}, dark: {} },
    inlineColorsTemplate: '',
    cssVarsTemplate: '',
  }),
)
const server = createServer((request, response) => {
  try {
    response.end(readFileSync(join(app, request.url as string)))
  } catch {
    console.error(`The CLI asked for ${request.url}, which is not there.`)
    response.writeHead(404).end()
  }
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/r`
try {
  const addresses = items.map(({ name }) => `${url}/${name}.json`)
  await run([cli, 'add', ...addresses, '--yes'], { cwd: app, env: { REGISTRY_URL: url } })
} finally {
  server.close()
}
