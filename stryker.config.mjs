/** `npm run mutation` breaks the `resilience` room in every small way, and sees whether its tests notice. */
export default {
  mutate: ['src/resilience/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },

  // Each worker has a copy of what the tests need, and of nothing else. Without `tsconfig.json` in it, and with no type
  // check to switch off, Stryker does not ask for TypeScript, whose version 7 has no JavaScript API for it.
  ignorePatterns: ['/*', '!/package.json', '!/src', '!/test'],
  disableTypeChecks: false,

  tempDirName: '.tmp/stryker',
  cleanTempDir: 'always',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: '.tmp/mutation.json' },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  allowConsoleColors: false,
}
