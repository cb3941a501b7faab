import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunchOptions, findChromium } from './chromium.js'

describe('Chromium', () => {
  let folder: string
  let onPath: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chromium-'))
    onPath = join(folder, 'chromium')
    writeFileSync(onPath, '')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is the one that CHROMIUM_PATH names, before any other', () => {
    const chosen = join(folder, 'chosen')
    writeFileSync(chosen, '')
    expect(findChromium({ CHROMIUM_PATH: chosen, PATH: folder })).toBe(chosen)
  })

  it('is not looked for elsewhere where CHROMIUM_PATH names nothing that is there', () => {
    const gone = join(folder, 'gone')
    expect(() => findChromium({ CHROMIUM_PATH: gone, PATH: folder })).toThrow(gone)
  })

  it('is found on the PATH', () => {
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(onPath)
  })

  it('is launched without its sandbox by root, and with it by everybody else', () => {
    const { executablePath, args } = chromiumLaunchOptions({ PATH: folder })
    expect(executablePath).toBe(onPath)
    expect(args.includes('--no-sandbox')).toBe(process.getuid?.() === 0)
  })
})
