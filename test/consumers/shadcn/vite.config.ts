import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { createHealthService, createNodeHandler } from 'react-api-status/server'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const HOUR = 3_600_000

const service = createHealthService({
  checks: [
    {
      name: 'database',
      run: () => ({ status: process.env['DATABASE'] === 'slow' ? 'degraded' : 'healthy' }),
    },
    { name: 'search', critical: false, run: () => {} },
  ],
  maintenance: [
    {
      id: 'index',
      title: 'New search index',
      startsAt: Date.now() + HOUR,
      endsAt: Date.now() + 2 * HOUR,
      components: ['search'],
    },
  ],
})

/** Answers `/api/health` in Vite's own server. */
const health: Plugin = {
  name: 'health',
  configureServer({ middlewares }) {
    middlewares.use('/api/health', createNodeHandler(service))
  },
  configurePreviewServer({ middlewares }) {
    middlewares.use('/api/health', createNodeHandler(service))
  },
}

export default defineConfig({
  plugins: [react(), tailwindcss(), health],
  resolve: { alias: { '@': `${import.meta.dirname}/src` } },
})
