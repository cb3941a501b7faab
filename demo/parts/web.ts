import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Logger } from 'vite'
import { createLogger, createServer } from 'vite'
import type { Settings } from '../settings.js'
import { HOST, origin, PROJECT, readSettings } from '../settings.js'
import { runPart } from './part.js'

const source = resolve(PROJECT, 'src')

/** What page and package import. */
const PACKAGES = [
  '@tanstack/react-query',
  'idb-keyval',
  'react',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'zustand',
  'zustand/vanilla',
]

runPart(async () => {
  const settings = readSettings()
  const server = await createServer({
    configFile: false,
    root: resolve(PROJECT, 'demo/web'),
    // Two demos at once must not share the cache of pre-bundled packages.
    cacheDir: resolve(settings.dataDirectory, 'vite'),
    customLogger: quietLogger(),
    clearScreen: false,
    plugins: [react()],
    resolve: { alias: doors() },
    // Packages that turn up later would make the page load again in the middle of a visit.
    optimizeDeps: { include: PACKAGES, noDiscovery: true },
    server: {
      host: HOST,
      port: settings.ports.web,
      strictPort: true,
      fs: { allow: [PROJECT] },
      proxy: { '^/api/': origin(settings, 'api'), '^/faults$': origin(settings, 'control') },
      ...liveReload(settings),
    },
  })
  await server.listen()
  // The first visitor should not wait while the page is translated.
  await server.warmupRequest('/main.tsx')
  await server.waitForRequestsIdle()
})

/** The demo imports the package by its name, as an app of yours would; here that is its source. */
function doors() {
  return [
    { find: 'react-api-status/styles.css', replacement: resolve(source, 'styles/index.css') },
    { find: /^react-api-status$/, replacement: resolve(source, 'index.ts') },
    { find: /^react-api-status\/(.+)$/, replacement: resolve(source, '$1.ts') },
  ]
}

function liveReload(settings: Settings) {
  return settings.liveReload ? {} : { hmr: false, watch: null }
}

/** An API that can't be reached is what the demo is about; the proxy answers 502 and need not shout. */
function quietLogger(): Logger {
  const logger = createLogger('warn')
  return {
    ...logger,
    error(message, options) {
      if (!message.includes('http proxy error')) logger.error(message, options)
    },
  }
}
