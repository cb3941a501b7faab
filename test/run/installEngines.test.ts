import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from './engines.js'
import type { Machine } from './installEngines.js'
import { absenceOf, ensureEngine, installEngines } from './installEngines.js'

function engine(name: string, playwright?: string): Engine {
  return {
    name,
    programs: [{ name, variable: `${name.toUpperCase()}_PATH`, commands: [name], usualPlaces: [] }],
    packages: [`${name}-package`],
    ...(playwright === undefined ? {} : { playwright }),
  }
}

const lynx = engine('lynx', 'lynx-by-playwright')
const mosaic = engine('mosaic')

describe('browser engines', () => {
  let folder: string
  let ran: string[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engines-'))
    ran = []
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const put = (name: string) => writeFileSync(join(folder, name), '')

  /** A machine on whose PATH an installer puts what `brings` says for the package, or Playwright's name, that it is given. */
  function machine(traits: Partial<Machine>, brings: Readonly<Record<string, string>> = {}): Machine {
    return {
      isRoot: false,
      hasApt: true,
      run(command) {
        ran.push(command.join(' '))
        for (const word of command) if (brings[word]) put(brings[word])
      },
      ...traits,
      env: { PATH: folder, ...traits.env },
    }
  }

  it('are left alone where they are there', () => {
    put('lynx')
    put('mosaic')
    installEngines([lynx, mosaic], machine({ isRoot: true }))
    expect(ran).toEqual([])
  })

  it('are installed by root as packages, the lists of which are read once, and only the missing ones', () => {
    put('there')
    const there = engine('there')
    const brings = { 'lynx-package': 'lynx', 'mosaic-package': 'mosaic' }
    installEngines([there, lynx, mosaic], machine({ isRoot: true }, brings))
    expect(ran).toEqual([
      expect.stringMatching(/^env \S+ apt-get .*update$/),
      expect.stringMatching(/^env \S+ apt-get .*install .* lynx-package$/),
      expect.stringMatching(/^env \S+ apt-get .*install .* mosaic-package$/),
    ])
  })

  it('are installed in CI by a sudo that asks nobody, and not at all elsewhere without root', () => {
    installEngines([mosaic], machine({}))
    expect(ran).toEqual([])
    installEngines([mosaic], machine({ env: { CI: 'true' } }))
    expect(ran).toEqual([
      expect.stringMatching(/^sudo -n .* update$/),
      expect.stringMatching(/^sudo -n .* mosaic-package$/),
    ])
  })

  it('come by Playwright’s installer where no package brought them and it has them', () => {
    installEngines([lynx, mosaic], machine({ hasApt: false, isRoot: true }))
    expect(ran).toEqual([expect.stringMatching(/ install lynx-by-playwright$/)])
  })

  it('say where they are, once installed', () => {
    const path = ensureEngine(lynx, machine({}, { 'lynx-by-playwright': 'lynx' }))
    expect(path).toBe(join(folder, 'lynx'))
  })

  it('say, where they can’t be had, what is missing and the ways to get it', () => {
    const absence =
      'lynx missing: sudo apt-get update && sudo apt-get install -y --no-install-recommends lynx-package, ' +
      'or npx playwright install lynx-by-playwright, or set LYNX_PATH'
    expect(absenceOf(lynx, machine({}))).toBe(absence)
    expect(() => ensureEngine(lynx, machine({}))).toThrow(absence)
  })

  it('are missing while one of their programs is, and say which', () => {
    const driven: Engine = {
      name: 'driven',
      programs: ['browser', 'driver', 'screen'].map((name) => ({ name, commands: [name], usualPlaces: [] })),
      packages: [],
    }
    put('browser')
    expect(absenceOf(driven, machine({ hasApt: false }))).toBe(
      'driver and screen missing: this system has no package of it',
    )
    put('driver')
    put('screen')
    expect(absenceOf(driven, machine({ hasApt: false }))).toBe(undefined)
  })
})
