import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** What `process.env.NODE_ENV` is in the page. */
export type Mode = 'development' | 'production'

const made = new Map<Mode, Promise<string>>()

/** The page script, from the sources. Made once per process and mode. */
export function bundle(mode: Mode): Promise<string> {
  const known = made.get(mode) ?? make(mode)
  made.set(mode, known)
  return known
}

async function make(mode: Mode): Promise<string> {
  const results = await build({
    configFile: false,
    logLevel: 'error',
    mode,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['es'] },
    },
  })
  const [result] = Array.isArray(results) ? results : []
  const [script] = result?.output ?? []
  if (!script) throw new Error('Vite gave no page script, so that no page of the lab would have an engine.')
  return script.code
}
