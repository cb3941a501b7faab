import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // Two pages: one that the browser renders alone, and the template of one that the server has rendered before.
  build: { rolldownOptions: { input: ['index.html', 'rendered.html'] } },
  // `vite`, in development: the health service runs beside it.
  server: { proxy: { '/api/health': 'http://127.0.0.1:8787' } },
})
