import type { Page } from 'playwright'

/** A way to look at a story. */
export interface Mode {
  readonly name: string
  readonly width: number
  readonly media: NonNullable<Parameters<Page['emulateMedia']>[0]>
  /** As in the `lang` of the document. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
}

const light: Mode = {
  name: 'light',
  width: 800,
  media: { colorScheme: 'light', forcedColors: 'none' },
  language: 'en',
  direction: 'ltr',
}

/**
 * In the order of looking. English first, as play functions look for English words; forced colours last, as Chromium
 * keeps some of them afterwards.
 */
export const modes: readonly Mode[] = [
  light,
  { ...light, name: 'dark', media: { ...light.media, colorScheme: 'dark' } },
  { ...light, name: 'narrow', width: 320 },
  { ...light, name: 'arabic', language: 'ar', direction: 'rtl' },
  { ...light, name: 'forced', media: { ...light.media, forcedColors: 'active' } },
]
