import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import * as door from '../../src/server.js'
import { readSources } from './sourceFile.js'

const root = join(import.meta.dirname, '../..')
const PAGES = [
  'README.md',
  'docs/server.md',
  'docs/checks.md',
  'docs/configuration.md',
  'docs/consuming.md',
  'docs/degradation.md',
  'docs/data.md',
  'docs/queue.md',
]

/** What the pages take for given: the app around their examples. */
const APP = `
declare global {
  const health: import('react-api-status/server').HealthService
  const server: import('node:http').Server
  const app: import('node:http').RequestListener
  const answerApp: import('node:http').RequestListener
  const pool: import('pg').Pool
  const { createServer }: typeof import('node:http')
  const { createBreaker, createBreakers, memoryCache, sharedBreaker }: typeof import('react-api-status/core')
  const { Resolver }: typeof import('node:dns/promises')
  const queue: { stop(): Promise<void> }
  const metrics: { gauge(name: string, value: number): void }
  const calendar: { windows(): import('react-api-status/server').MaintenanceWindow[] }
  const secrets: { healthToken: string }
  const payments: import('react-api-status/core').Breaker
  const mail: import('react-api-status/core').Breaker
  const byName: Map<string, import('react-api-status/core').Breaker>
  const tenants: { breaker: import('react-api-status/core').Breaker }[]
  const http: typeof import('node:http')
  const pg: typeof import('pg')
  const checks: import('react-api-status/server').Check[]
  const breakers: import('react-api-status/core').Breakers
  const database: import('react-api-status/core').Breaker
  const cache: import('react-api-status/core').ResponseCache
  const redis: import('redis').RedisClientType
  const orders: import('react-api-status/server').Queue<{ item: string }>
  const url: string
  const key: string
  const warming: Promise<void>
  function token(): string
  function migrate(): Promise<void>
  function loadIndex(): Promise<void>
}
export {}
`

/** What `app` is in a block that begins with the name of a framework. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  Express: "import('express').Express",
  Nest: "import('@nestjs/common').INestApplication",
  Fastify: "import('fastify').FastifyInstance",
  Koa: "import('koa')",
  Hono: "import('hono').Hono",
}

const SUMMARY = "import('react-api-status/server').ServiceSummary"

/** A module out of an example, which need not import again what its page has imported already. */
function moduleOf(code: string): string {
  const imports = code.match(/^import [^]*? from '[^']+'$/gm)?.join('\n') ?? ''
  const names = Object.keys(door).filter((name) => new RegExp(`\\b${name}\\b`).test(code))
  const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(imports))
  const app = FRAMEWORKS[/^\s*\/\/ (\w+)\n/.exec(code)?.[1] ?? '']
  return [
    `import { ${missing.join(', ')} } from 'react-api-status/server'`,
    app === undefined ? '' : `declare const app: ${app}`,
    // Of values there is one alone: what `summary()` gives.
    code.startsWith('{') ? `export default ${code.trim()} satisfies ${SUMMARY}` : code,
  ].join('\n')
}

/** The blocks of TypeScript on a page, each with its line. */
function blocksOf(page: string): { readonly code: string; readonly line: number }[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/```ts\n([^]*?)```/g)].map(({ 1: code = '', index }) => ({
    code,
    line: text.slice(0, index).split('\n').length + 1,
  }))
}

/** The examples in the comments of the health service. */
function examplesOfComments(): string[] {
  return readSources()
    .filter(({ path }) => path.startsWith('server/'))
    .flatMap(({ comments }) => comments)
    .flatMap(({ value }) => value.split('@example').slice(1))
    .map((example) => example.replace(/^ *\* ?/gm, '').split('\n@')[0] ?? '')
}

it(
  'shows code in the guide and the comments of the health service that compiles',
  { timeout: 90_000 },
  async () => {
    // Below the root, for the packages of the examples to be found.
    const folder = mkdtempSync(join(root, 'node_modules/.server-docs-'))
    try {
      const files = PAGES.flatMap((page) =>
        blocksOf(page)
          .filter(({ code }) => page !== 'README.md' || code.includes('react-api-status/server'))
          // The route of Next imports a file of its app, and is built by the tests of consumers.
          .filter(({ code }) => !/ from '\.\.?\//.test(code))
          .map(({ code, line }) => {
            const file = `${page.replace(/\W/g, '_')}_line_${line}.ts`
            writeFileSync(join(folder, file), moduleOf(code))
            return file
          }),
      )
      files.push(
        ...examplesOfComments().map((code, index) => {
          const file = `example_${index}.ts`
          writeFileSync(join(folder, file), moduleOf(code))
          return file
        }),
      )
      expect(files.length).toBeGreaterThan(35)
      writeFileSync(join(folder, 'app.d.ts'), APP)
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          extends: '../../tsconfig.json',
          compilerOptions: {
            noUnusedLocals: false,
            noUnusedParameters: false,
            paths: {
              'react-api-status/schema/*': ['../../docs/schema/*'],
              'react-api-status/*': ['../../src/*.ts'],
            },
          },
          files: ['app.d.ts', ...files],
          include: [],
        }),
      )
      const tsc = join(root, 'node_modules/typescript/bin/tsc')
      const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder], {
        timeout: 80_000,
      }).catch((error: { stdout: string }) => error)
      expect(stdout).toBe('')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

it('never shows a driver without a listener for its errors, whose event ends the process', () => {
  const made = PAGES.flatMap(blocksOf).flatMap(({ code }) =>
    [...code.matchAll(/^const (\w+) = (?:new pg\.Pool|createClient|new Redis)\(/gm)].map(([, name = '']) => ({
      name,
      isHeard: code.includes(`${name}.on('error'`),
    })),
  )
  expect(made.length).toBeGreaterThan(0)
  expect(made.filter(({ isHeard }) => !isHeard)).toEqual([])
})
