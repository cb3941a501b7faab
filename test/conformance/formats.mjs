// node test/conformance/formats.mjs FOLDER: reads every sample under FOLDER and compares it with what it should say.
// A sample is <format>/<case>.meta.json beside its body, <case>.json or <case>.txt.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { register } from 'tsx/esm/api'

register()
const core = await import('../../src/core.ts')
const { readAnswer } = core
const { readBody } = await import('../../src/formats/readBody.ts')

/** Every kind of back end that the package knows, in any order: each leaves the answers of others alone. */
const FORMATS = [
  core.aspNetCore,
  core.consul,
  core.dockerHealth,
  core.elasticsearch,
  core.flatJson,
  core.ftHealth,
  core.grpcHealth,
  core.healthGo,
  core.healthJson,
  core.kubernetesVerbose,
  core.laravelHealth,
  core.liteLlm,
  core.nextcloud,
  core.plainPhrases,
  core.pyHealthcheck,
  core.springActuator,
  core.statuspage,
  core.terminus,
  core.vault,
]

/** The status codes that have no body. */
const BODILESS = new Set([101, 204, 205, 304])

const folder = process.argv[2]
if (!folder) {
  console.error('Expected a folder of samples: node test/conformance/formats.mjs FOLDER')
  process.exit(1)
}

const metas = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.meta.json'))
  .toSorted()

let failed = 0
for (const file of metas) {
  const path = join(folder, file)
  const meta = JSON.parse(readFileSync(path, 'utf8'))
  const got = await read(meta, readFileSync(join(path, '..', meta.file)))
  const difference = compare(got, meta.expected)
  if (!difference) continue
  failed++
  console.log(`${join(basename(join(path, '..')), meta.case)}: ${difference}`)
}
console.log(`${metas.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 && metas.length > 0 ? 0 : 1)

async function read(meta, bytes) {
  const headers = new Headers(meta.headers)
  if (meta.content_type) headers.set('content-type', meta.content_type)
  const status = meta.http_status
  const response = new Response(BODILESS.has(status) ? null : bytes, { status, headers })
  if (!meta.content_type) response.headers.delete('content-type')
  const reading = readAnswer({ status, headers: response.headers, body: await readBody(response) }, FORMATS)
  if (reading.kind === 'no-report')
    return { overall: status >= 500 ? 'unhealthy' : 'unknown', components: {} }
  const components = Object.entries(reading.report.components).map(([name, component]) => [
    name,
    component.status,
  ])
  return { overall: reading.report.status, components: Object.fromEntries(components) }
}

function compare(got, expected) {
  if (got.overall !== expected.overall) return `expected ${expected.overall}, got ${got.overall}`
  const [wanted, found] = [expected.components, got.components].map((components) =>
    JSON.stringify(Object.entries(components).toSorted(([one], [other]) => (one < other ? -1 : 1))),
  )
  return wanted === found ? undefined : `expected components ${wanted}, got ${found}`
}
