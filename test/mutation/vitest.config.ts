import { configDefaults, defineConfig } from 'vitest/config'

/** What mutants of `src/resilience` are tried against: the room's own tests, in Node and without a browser. */
export default defineConfig({
  // Several run at once, each in a copy of the project that shares `node_modules`.
  cacheDir: '.vite',
  test: {
    environment: 'node',
    // A worker for each file would cost more than its tests.
    isolate: false,
    include: ['test/resilience/**/*.test.ts'],
    // It measures millions of calls, of which Stryker would count every statement.
    exclude: [...configDefaults.exclude, 'test/resilience/breakerMemory.test.ts'],
  },
})
