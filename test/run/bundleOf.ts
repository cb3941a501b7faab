import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import manifest from '../../package.json' with { type: 'json' }

/** What an app gets that imports so much and nothing else. */
export interface Bundle {
  /** Bytes, minified and compressed by gzip. */
  readonly size: number
  /** The modules that something is left of, as paths from the root of the package. */
  readonly modules: readonly string[]
}

/**
 * Bundles some exports of a door as size-limit does: minified, for production, dependencies in, peers out.
 *
 * @param door Its path from the root of the package: `dist/index.js`.
 */
export async function bundleOf(door: string, names: readonly string[]): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${names.join(', ')} } from './${door}'`, resolveDir: '.' },
    absWorkingDir: process.cwd(),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    external: Object.keys(manifest.peerDependencies),
    metafile: true,
    write: false,
    // 'use client' has no meaning in a bundle, and esbuild says so for each module.
    logLevel: 'error',
  })
  const [file] = outputFiles
  const [output] = Object.values(metafile.outputs)
  if (!file || !output) throw new Error(`esbuild made nothing of ${names.join(', ')} from ${door}.`)
  const modules = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  return { size: gzipSync(file.contents, { level: 9 }).length, modules: modules.map(([path]) => path) }
}
