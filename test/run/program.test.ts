import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunchOptions } from './chromium.js'
import { findProgram } from './program.js'

describe('a program', () => {
  let folder: string
  let usual: string
  const find = (env: NodeJS.ProcessEnv) =>
    findProgram(
      {
        name: 'Lynx',
        variable: 'LYNX_PATH',
        commands: ['lynx', 'lynx-stable'],
        usualPlaces: ['/nowhere', usual],
      },
      env,
    )
  const put = (name: string) => {
    const path = join(folder, name)
    writeFileSync(path, '')
    return path
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'programs-'))
    usual = put('where-installers-put-it')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is looked for in its usual places last', () => {
    expect(find({ PATH: `/nowhere:${folder}` })).toBe(usual)
    const onPath = put('lynx-stable')
    expect(find({ PATH: `/nowhere:${folder}` })).toBe(onPath)
    expect(find({})).toBe(usual)
  })

  it('is the one that its variable names, before any other', () => {
    const chosen = put('chosen')
    expect(find({ LYNX_PATH: chosen, PATH: folder })).toBe(chosen)
  })

  it('is not looked for elsewhere where its variable names nothing that is there', () => {
    const gone = join(folder, 'gone')
    expect(() => find({ LYNX_PATH: gone, PATH: folder })).toThrow(`LYNX_PATH names ${gone}`)
  })

  it('may be nowhere', () => {
    expect(findProgram({ name: 'Lynx', commands: ['lynx-of-old'], usualPlaces: [] }, { PATH: folder })).toBe(
      undefined,
    )
  })
})

describe('Chromium', () => {
  it('is launched without its sandbox by root, and with it by everybody else', () => {
    const { executablePath, args } = chromiumLaunchOptions({ CHROMIUM_PATH: process.execPath })
    expect(executablePath).toBe(process.execPath)
    expect(args.includes('--no-sandbox')).toBe(process.getuid?.() === 0)
  })
})
