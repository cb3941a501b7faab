import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ONLY_IN_CHROMIUM } from '../../playwright/engines.js'

describe('the end-to-end specs that run in Chromium alone', () => {
  const folder = join(import.meta.dirname, '../../playwright')
  const specs = readdirSync(folder).filter((file) => file.endsWith('.spec.ts'))
  const matches = (pattern: string, spec: string) =>
    new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`).test(spec)

  it('are all there', () => {
    expect(ONLY_IN_CHROMIUM.filter((pattern) => !specs.some((spec) => matches(pattern, spec)))).toEqual([])
  })

  it('are all of those that speak its protocol', () => {
    const inTheLab = specs.filter((spec) =>
      readFileSync(join(folder, spec), 'utf8').includes("'./lab/test.js'"),
    )
    expect(inTheLab).not.toEqual([])
    expect(inTheLab.filter((spec) => !ONLY_IN_CHROMIUM.some((pattern) => matches(pattern, spec)))).toEqual([])
  })
})
