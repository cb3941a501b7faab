import { describe, expect, it } from 'vitest'
import css from '../../src/styles/tokens.css?raw'

const sheets = import.meta.glob<string>('../../src/styles/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Backgrounds of pages that a widget may stand on: plain white, and the dark grey of browsers. */
const PAGE = { light: '#ffffff', dark: '#121212' }
const SHAPES = ['healthy', 'degraded', 'unhealthy', 'offline', 'unknown', 'checking', 'info']

type Scheme = keyof typeof PAGE
type Channels = readonly [number, number, number]

const [usual = '', more = ''] = css.split('@media (prefers-contrast: more)')
const everyToken = [...new Set([...css.matchAll(/--api-status-([\w-]+):/g)].map(([, name]) => name ?? ''))]

/** Lengths and shares: what is not painted by itself. */
const isMeasure = (name: string) => /^(round\()?[\d.]+(%|r?em|px|m?s)/.test(lastValue(css, name))

describe('the colours of the kit', () => {
  const cases = (['light', 'dark'] as const).flatMap(
    (scheme) =>
      [
        [scheme, 'usually', usual, { text: 4.5, shape: 3, edge: 1.3 }],
        // https://www.w3.org/WAI/WCAG22/Understanding/contrast-enhanced
        [scheme, 'where more contrast is wanted', usual + more, { text: 7, shape: 4.5, edge: 4.5 }],
      ] as const,
  )

  it.each(cases)('stand out in the %s scheme, %s, each of them (U2)', (scheme, _, tokens, least) => {
    const used = new Set<string>()
    const token = (name: string) => {
      used.add(name)
      return channels(colorIn(tokens, name, scheme))
    }
    const page = channels(PAGE[scheme])
    const tint = Number.parseFloat(lastValue(tokens, 'tint')) / 100
    const standsOut = (name: string, color: Channels, grounds: readonly Channels[], ratio: number) => {
      for (const ground of grounds) {
        const what = `${name} ${color.join()} on ${ground.map(Math.round).join()}`
        expect.soft(contrast(color, ground), what).toBeGreaterThanOrEqual(ratio)
      }
    }

    for (const status of SHAPES) {
      const color = token(status)
      const surface = mix(color, token('surface'), tint)
      const hovered = mix(color, token('control'), tint)
      const everywhere = [page, surface, token('surface'), hovered, token('control')]
      standsOut(status, color, everywhere, least.shape)
      standsOut('text', token('text'), everywhere, least.text)
      standsOut('muted', token('muted'), everywhere, least.text)
      standsOut('control-border', token('control-border'), [page, surface], 3)
      standsOut('focus', token('focus'), everywhere, 3)
      // Decoration: text and shape tell what the edge of a banner does. Tinted as the stylesheet tints it.
      standsOut(`border, ${status}`, mix(color, token('border'), 0.35), [page, surface], least.edge)
    }
    expect(everyToken.filter((name) => !used.has(name) && !isMeasure(name))).toEqual([])
  })

  it('are the only ones: no rule paints with a colour of its own (U2)', () => {
    const rules = Object.values(sheets).join('\n').replace(css, '')
    expect(rules).not.toBe('')
    expect(rules.match(/#[\da-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|light-dark)a?\(/gi) ?? []).toEqual(
      [],
    )
  })
})

/** What a token is at last, by the rules of the cascade. Throws for one that is not there. */
function lastValue(tokens: string, name: string): string {
  const value = [...tokens.matchAll(new RegExp(`--api-status-${name}: ([^;]+);`, 'g'))].at(-1)?.[1]
  if (value === undefined) throw new Error(`There is no --api-status-${name} among the tokens.`)
  return value
}

function colorIn(tokens: string, name: string, scheme: Scheme): string {
  const pair = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(lastValue(tokens, name))
  if (!pair) throw new Error(`--api-status-${name} is no pair of colours, which this test could not judge.`)
  return (scheme === 'light' ? pair[1] : pair[2]) ?? ''
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
