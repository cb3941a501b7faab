import { describe, expect, it } from 'vitest'
import tokens from '../../src/styles/tokens.css?raw'

/** Backgrounds of pages that an indicator may stand on: plain white, and the dark grey of browsers. */
const PAGE = { light: '#ffffff', dark: '#121212' }
const SHAPES = ['healthy', 'degraded', 'unhealthy', 'offline', 'unknown', 'checking']

type Scheme = keyof typeof PAGE
type Channels = readonly [number, number, number]

const [usual = '', more = ''] = tokens.split('@media (prefers-contrast: more)')

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  it.each([
    ['usually', usual, 4.5, 3],
    ['with more contrast wanted', usual + more, 7, 4.5],
  ])('text, shapes, borders and focus stand out %s', (_, css, forText, forShapes) => {
    const token = (name: string) => channels(valueOf(css, name, scheme))
    const tint = Number.parseFloat(lastMatch(css, /--api-status-tint: ([\d.]+)%/g)) / 100
    for (const status of SHAPES) {
      const color = token(status)
      const surface = mix(color, token('surface'), tint)
      const hovered = mix(color, token('control'), tint)
      expect(contrast(color, channels(PAGE[scheme])), `${status} on the page`).toBeGreaterThanOrEqual(
        forShapes,
      )
      expect(contrast(color, surface), `${status} on its surface`).toBeGreaterThanOrEqual(forShapes)
      for (const ground of [surface, hovered, token('control')]) {
        expect(contrast(token('text'), ground), `text, ${status}`).toBeGreaterThanOrEqual(forText)
        expect(contrast(token('muted'), ground), `muted text, ${status}`).toBeGreaterThanOrEqual(forText)
      }
      expect(contrast(token('control-border'), surface), `button, ${status}`).toBeGreaterThanOrEqual(3)
      expect(contrast(token('focus'), surface), `focus, ${status}`).toBeGreaterThanOrEqual(3)
    }
    expect(contrast(token('muted'), channels(PAGE[scheme])), 'an age on the page').toBeGreaterThanOrEqual(
      forText,
    )
  })
})

function valueOf(css: string, name: string, scheme: Scheme): string {
  const pair = new RegExp(`--api-status-${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`, 'g')
  const [light, dark] = lastMatch(css, pair, (match) => `${match[1]} ${match[2]}`).split(' ')
  return (scheme === 'light' ? light : dark) ?? ''
}

function lastMatch(css: string, pattern: RegExp, pick = (match: RegExpExecArray) => match[1] ?? ''): string {
  const match = [...css.matchAll(pattern)].at(-1)
  if (!match) throw new Error(`No ${pattern.source} in the tokens.`)
  return pick(match)
}

function channels(hex: string): Channels {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** As `color-mix(in srgb, a share, b)`. */
function mix(a: Channels, b: Channels, share: number): Channels {
  const [red, green, blue] = a
  return [
    red * share + b[0] * (1 - share),
    green * share + b[1] * (1 - share),
    blue * share + b[2] * (1 - share),
  ]
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: Channels, b: Channels): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance([red, green, blue]: Channels): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
