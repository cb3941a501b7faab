import { chromium } from 'playwright'
import type { Program } from './program.js'
import { findProgram } from './program.js'

/** Something that tests run in or against, and that npm does not bring: a browser, a database. */
export interface Engine {
  readonly name: string
  /** What has to be there for it to run. */
  readonly programs: readonly Program[]
  /** The packages of Debian and Ubuntu that bring them. */
  readonly packages: readonly string[]
  /** Its name for Playwright's own installer, where that one brings something that we can drive. */
  readonly playwright?: string
}

export const CHROMIUM_PROGRAM: Program = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'],
  usualPlaces: [
    '/usr/bin/chromium',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    chromium.executablePath(),
  ],
}

export const FIREFOX_PROGRAM: Program = {
  name: 'Firefox',
  variable: 'FIREFOX_PATH',
  commands: ['firefox-esr', 'firefox', 'firefox.exe'],
  usualPlaces: [
    '/usr/bin/firefox-esr',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
}

/** Drives {@link MINI_BROWSER} by the W3C's WebDriver protocol. */
export const WEBKIT_DRIVER: Program = {
  name: 'WebKitWebDriver',
  commands: ['WebKitWebDriver'],
  usualPlaces: ['/usr/bin/WebKitWebDriver'],
}

/** The browser that comes with WebKitGTK. */
export const MINI_BROWSER: Program = {
  name: 'MiniBrowser',
  commands: ['MiniBrowser'],
  usualPlaces: ['x86_64', 'aarch64'].flatMap((architecture) =>
    ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map(
      (version) => `/usr/lib/${architecture}-linux-gnu/${version}/MiniBrowser`,
    ),
  ),
}

/** A screen for it, without one. */
export const X_SERVER: Program = { name: 'Xvfb', commands: ['Xvfb'], usualPlaces: ['/usr/bin/Xvfb'] }

export const REDIS_SERVER: Program = {
  name: 'redis-server',
  variable: 'REDIS_SERVER_PATH',
  commands: ['redis-server'],
  usualPlaces: ['/usr/bin/redis-server', '/opt/homebrew/bin/redis-server'],
}

/** Distributions keep their versions of PostgreSQL side by side, most of them off the PATH. */
function ofPostgres(command: string): Program {
  return {
    name: command,
    commands: [command],
    usualPlaces: [18, 17, 16, 15, 14].flatMap((version) => [
      `/usr/lib/postgresql/${version}/bin/${command}`,
      `/opt/homebrew/opt/postgresql@${version}/bin/${command}`,
    ]),
  }
}

export const POSTGRES_SERVER: Program = ofPostgres('postgres')

/** Makes the folder that {@link POSTGRES_SERVER} works on. */
export const INITDB: Program = ofPostgres('initdb')

/** Every browser test runs in it. */
export const CHROMIUM: Engine = {
  name: 'Chromium',
  programs: [CHROMIUM_PROGRAM],
  packages: ['chromium', 'fonts-liberation'],
  playwright: 'chromium',
}

/** The one that users have, which Playwright drives by WebDriver BiDi; its own is a patched build. */
export const FIREFOX: Engine = { name: 'Firefox', programs: [FIREFOX_PROGRAM], packages: ['firefox-esr'] }

export const WEBKIT: Engine = {
  name: 'WebKitGTK',
  programs: [WEBKIT_DRIVER, MINI_BROWSER, X_SERVER],
  packages: ['webkit2gtk-driver', 'xvfb'],
}

export const REDIS: Engine = { name: 'Redis', programs: [REDIS_SERVER], packages: ['redis-server'] }

export const POSTGRES: Engine = {
  name: 'PostgreSQL',
  programs: [POSTGRES_SERVER, INITDB],
  packages: ['postgresql'],
}

export const ENGINES: readonly Engine[] = [CHROMIUM, FIREFOX, WEBKIT, REDIS, POSTGRES]

/** Where the programs of an engine are, as far as they are there. Throws as {@link findProgram} does. */
export function pathsOf({ programs }: Engine, env: NodeJS.ProcessEnv = process.env): string[] {
  return programs.flatMap((program) => findProgram(program, env) ?? [])
}

/** The names of the programs that an engine still needs. Throws as {@link findProgram} does. */
export function lacks({ programs }: Engine, env: NodeJS.ProcessEnv = process.env): string[] {
  return programs.filter((program) => findProgram(program, env) === undefined).map(({ name }) => name)
}
