import { CHROMIUM, ENGINES, pathsOf } from './engines.js'
import { absenceOf, installEngines } from './installEngines.js'

// `npm run engines`: gets the browsers and databases that the tests need, and prints where they are. Chromium has to be
// there; without another one the tests leave out what needs it, except in CI.
try {
  installEngines(ENGINES)
  for (const engine of ENGINES) {
    const absence = absenceOf(engine)
    console.log(`${engine.name}: ${absence ?? pathsOf(engine).join(', ')}`)
    if (absence !== undefined && (engine === CHROMIUM || process.env.CI === 'true')) process.exitCode = 1
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
