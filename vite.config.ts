import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import type { BrowserConfigOptions, BrowserInstanceOption } from 'vitest/node'
import { combinationOf, compilerOptions } from './compat/combination.js'
import { aliasesOf } from './compat/react18.js'
import manifest from './package.json' with { type: 'json' }
import { chromiumLaunchOptions } from './test/run/chromium.js'

const doors = ['index', 'core', 'query', 'server', 'testing']
const words = readdirSync('src/words')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))

const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]
const external = [/^node:/, new RegExp(`^(${packages.join('|')})(/|$)`)]

const combination = combinationOf(process.env)

/** Vitest writes the project's name into what it is given, so each project gets its own. */
function inChromium(...more: BrowserInstanceOption[]): BrowserConfigOptions {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: chromiumLaunchOptions() }),
    instances: [{ browser: 'chromium' }, ...more],
  }
}

const browserRooms = 'browser|components|react'
/** What must run without a DOM although its room is tested in the browser: rendering on a server. */
const inNodeAnywhere = 'test/**/*.node.test.{ts,tsx}'
const inBrowserAnywhere = 'test/**/*.browser.test.{ts,tsx}'
/** What needs a real Redis and PostgreSQL, which are not there on every machine. */
const onEngines = 'test/**/*.engine.test.ts'
/** What needs them too, and goes through a story of minutes with processes that are killed. */
const asScenario = 'test/scenarios/**/*.scenario.test.ts'

/** Without it TypeScript 7 refuses `import 'react-api-status/styles.css'` in a project without types for CSS. */
const typesForStyles: Plugin = {
  name: 'types-for-styles',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {}\n' })
  },
}

const themes = ['light', 'dark'] as const
const directions = ['ltr', 'rtl'] as const

/** Every story as a test, as the toolbar of Storybook would show it with these globals. */
function storiesIn(globals: {
  theme: (typeof themes)[number]
  direction: (typeof directions)[number]
}): TestProjectInlineConfiguration {
  return {
    extends: true,
    plugins: [storybookTest({ configDir: '.storybook', initialGlobals: globals })],
    test: {
      name: `stories (${globals.theme}, ${globals.direction})`,
      browser: {
        ...inChromium(),
        provider: playwright({
          launchOptions: chromiumLaunchOptions(),
          contextOptions: { colorScheme: globals.theme },
        }),
      },
    },
  }
}

export default defineConfig({
  plugins: [react({ compiler: compilerOptions(combination) }), typesForStyles],
  resolve: { alias: aliasesOf(combination) },
  // What was optimised for one combination is of no use to another.
  cacheDir: `node_modules/.vite/react-${combination.reactVersion}${combination.isCompiled ? '-compiled' : ''}`,
  build: {
    // One pass over all doors: built apart, two of them would each own a context.
    lib: {
      entry: Object.fromEntries([
        ...doors.map((door) => [door, `src/${door}.ts`]),
        ...words.map((language) => [`words/${language}`, `src/words/${language}.ts`]),
        ['styles', 'src/styles/index.css'],
      ]),
      formats: ['es'],
    },
    // The styles keep `light-dark()` and `@layer` as written; whoever bundles them knows their browsers.
    cssTarget: 'esnext',
    cssCodeSplit: true,
    cssMinify: true,
    target: 'es2022',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      external,
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      onwarn(warning, warn) {
        // 'use client' is kept, module by module; the warning is about bundles that lose it.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
      },
    },
  },
  test: {
    // A busy machine with nothing in its caches takes its time. What has to be quick is measured by its test.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // As in the end-to-end tests. The summary names who needed it.
    retry: process.env.CI === 'true' ? 1 : 0,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      reporter: ['text', 'json-summary'],
      reportOnFailure: true,
      thresholds: { lines: 90 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: [`test/!(${browserRooms}|consumers)/**/*.test.{ts,tsx}`, inNodeAnywhere],
          exclude: [inBrowserAnywhere, onEngines, asScenario],
        },
      },
      { extends: true, test: { name: 'engines', environment: 'node', include: [onEngines] } },
      {
        extends: true,
        // One after the other: what they say about time would be about each other.
        test: { name: 'scenarios', environment: 'node', include: [asScenario], fileParallelism: false },
      },
      {
        extends: true,
        // Named here so that none is found in the middle of a run, which would reload the page under a test.
        optimizeDeps: {
          include: [
            ...packages,
            'react/jsx-dev-runtime',
            'react-dom/client',
            'react-dom/server',
            'zustand/vanilla',
            '@testing-library/react',
            '@testing-library/user-event',
          ],
        },
        test: {
          name: 'browser',
          include: [`test/@(${browserRooms})/**/*.test.{ts,tsx}`, inBrowserAnywhere],
          exclude: [inNodeAnywhere],
          setupFiles: 'test/react/strictMode.ts',
          provide: { combination, isStrict: false },
          browser: inChromium({
            browser: 'chromium',
            name: 'browser in StrictMode',
            include: ['test/@(components|react)/**/*.test.{ts,tsx}'],
            provide: { combination, isStrict: true },
          }),
        },
      },
      ...themes.flatMap((theme) => directions.map((direction) => storiesIn({ theme, direction }))),
    ],
  },
})
