import { rm } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { InlineConfig, Rolldown } from 'vite'
import type { Mode } from '../lab/bundle.js'
import type * as rendering from './server.js'

/** What a page of the kit loads, from the sources. */
export interface KitBundle {
  readonly script: string
  readonly styles: string
}

const usual: InlineConfig = { configFile: false, logLevel: 'error' }

/** The script of the page and the kit's stylesheet, as a bundler hands them out: two files. */
export async function bundleKit(mode: Mode): Promise<KitBundle> {
  const output = await made({
    ...usual,
    mode,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: {
      write: false,
      minify: false,
      cssTarget: 'esnext',
      lib: { entry: inThisFolder('page.tsx'), formats: ['es'], cssFileName: 'kit' },
    },
  })
  const [script] = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
  const [styles] = output.flatMap((file) => (file.type === 'asset' ? [String(file.source)] : []))
  if (!script || !styles) throw new Error('Vite gave no script or no styles for the page of the kit.')
  return { script, styles }
}

/** The rendering in Node, from the sources too. */
export async function bundleRenderer(): Promise<typeof rendering.renderKitPage> {
  // Below node_modules, from where Node finds React.
  const outDir = fileURLToPath(new URL(`../../node_modules/.cache/kit-${process.pid}`, import.meta.url))
  await made({ ...usual, build: { ssr: inThisFolder('server.tsx'), outDir, emptyOutDir: true } })
  const module = (await import(pathToFileURL(`${outDir}/server.js`).href)) as typeof rendering
  // Once loaded it is of no more use, and the next process makes its own.
  await rm(outDir, { recursive: true, force: true })
  return module.renderKitPage
}

async function made(config: InlineConfig): Promise<Rolldown.RolldownOutput['output'][number][]> {
  const result = await build(config)
  return (Array.isArray(result) ? result : [result]).flatMap((each) => ('output' in each ? each.output : []))
}

function inThisFolder(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}
