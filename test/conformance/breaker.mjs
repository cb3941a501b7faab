// node test/conformance/breaker.mjs FILE-or-FOLDER...: plays every scenario to the shipped breaker, on a clock that moves
// only as the scenario says. Of a folder, whatever holds no scenarios is passed over.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'

register()
const { runScenario } = await import('../resilience/runScenario.ts')

const paths = process.argv.slice(2)
if (paths.length === 0) {
  console.error('Expected scenarios: node test/conformance/breaker.mjs FILE-or-FOLDER...')
  process.exit(1)
}

/** What went wrong first tends to be why the rest did. */
const MOST_COMPLAINTS = 3

let passed = 0
let failed = 0
for (const path of paths) await playAll(path)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

async function playAll(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return playFile(path)
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.json')).toSorted()) {
    await playFile(join(path, file), { mayHoldNone: true })
  }
}

async function playFile(file, { mayHoldNone = false } = {}) {
  let scenarios
  try {
    const json = JSON.parse(readFileSync(file, 'utf8'))
    scenarios = json?.scenarios
    if (!Array.isArray(scenarios)) {
      if (mayHoldNone) return
      throw new TypeError('expected { scenarios: [...] }')
    }
  } catch (error) {
    return fail(file, [String(error)])
  }
  for (const scenario of scenarios) {
    const complaints = await runScenario(scenario)
    if (complaints.length === 0) passed++
    else fail(scenario?.id ?? file, complaints)
  }
}

function fail(name, complaints) {
  failed++
  const more = complaints.length - MOST_COMPLAINTS
  const told = complaints.slice(0, MOST_COMPLAINTS).join('; ')
  console.log(`${name}: ${told}${more > 0 ? `; and ${more} more` : ''}`)
}
