import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What an app imports, and the bytes that it downloads for it. */
export interface Bundle {
  readonly name: string
  readonly minified: number
  readonly gzipped: number
}

const room = './src/resilience'
const core = `export { createBreaker } from '${room}/createBreaker.js'
export { consecutiveFailures } from '${room}/consecutiveFailures.js'`

const entries: Readonly<Record<string, string>> = {
  'ours breaker': core,
  'ours breaker, retry, timeout, fallback': `${core}
export { policy } from '${room}/policy.js'
export { fallback } from '${room}/fallback.js'`,
  'cockatiel breaker': `export { circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel'`,
  'cockatiel breaker, retry, timeout, fallback': `export {
    circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, fallback, handleAll, retry, timeout, wrap,
  } from 'cockatiel'`,
  'cockatiel all': `export * from 'cockatiel'`,
  // Its `events` is Node's; in a browser it is the package of that name.
  'opossum all': `export { default } from 'opossum'`,
}

/** Bundles each for browsers as an app would. Run from the root of the package. */
export function bundleAll(): Promise<Bundle[]> {
  return Promise.all(Object.entries(entries).map(([name, contents]) => bundle(name, contents)))
}

async function bundle(name: string, contents: string): Promise<Bundle> {
  const { outputFiles } = await build({
    stdin: { contents, loader: 'ts', resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    minify: true,
    write: false,
  })
  const [{ contents: code }] = outputFiles as [(typeof outputFiles)[0]]
  return { name, minified: code.length, gzipped: gzipSync(code, { level: 9 }).length }
}
