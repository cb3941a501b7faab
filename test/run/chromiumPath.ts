import { ensureChromium } from './installChromium.js'

// `npm run chromium`: makes sure that there is a Chromium, and prints where.
try {
  console.log(ensureChromium())
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
