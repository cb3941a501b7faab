/**
 * What a part promises those who style it, or look for it. It changes only with a major version; a test compares it with
 * what is rendered, with the stylesheet, and with `docs/styling.md`.
 */
export interface PartContract {
  /** What the part is, and when it is there. */
  readonly is: string
  /** The data attributes that it carries beside `data-api-status`, and what they mean. */
  readonly attributes?: Readonly<Record<`data-${string}`, string>>
  /** The custom properties that the stylesheet's rules for it read. */
  readonly variables?: readonly (keyof typeof CSS_VARIABLES)[]
}

/** The parts of a widget, by the value of `data-api-status`. */
export type Contract = Readonly<Record<string, PartContract>>

/** What the rules for a part with a shape read. */
export const SHAPE_VARIABLES = ['--api-status-clip', '--api-status-fill', '--api-status-shape-size'] as const

/** What the rules for a button read. */
export const BUTTON_VARIABLES = [
  '--api-status-color',
  '--api-status-control',
  '--api-status-control-border',
  '--api-status-radius',
  '--api-status-tint',
] as const

/** What the rules for a tinted box read. */
export const BOX_VARIABLES = [
  '--api-status-border',
  '--api-status-color',
  '--api-status-radius',
  '--api-status-surface',
  '--api-status-text',
  '--api-status-tint',
] as const

/** What the root of each widget carries. */
export const STATUS_ATTRIBUTES = {
  'data-status': '`checking`, `healthy`, `degraded`, `unhealthy`, `offline` or `unknown`.',
  'data-cause':
    'Why the status is not healthy, as in `useApiStatus().cause`. Absent when there is nothing to explain.',
  'data-stale': 'Without a value: what is shown rests on an old report.',
  'data-source':
    'Where what is shown came from: `live` (this tab), `shared` (another tab), `restored` (storage) or `none`.',
} as const

/** The custom properties that the stylesheet reads. Set them on `:root` or on any element above a widget. */
export const CSS_VARIABLES = {
  '--api-status-healthy': 'Colour of the shape for `healthy`.',
  '--api-status-degraded': 'Colour of the shape for `degraded`.',
  '--api-status-unhealthy': 'Colour of the shape for `unhealthy`.',
  '--api-status-offline': 'Colour of the shape for `offline`.',
  '--api-status-unknown': 'Colour of the shape for `unknown`.',
  '--api-status-checking': 'Colour of the shape for `checking`.',
  '--api-status-info': 'Colour of the shape of what is no trouble: planned maintenance, a new version.',
  '--api-status-text': 'Text of banner and notice.',
  '--api-status-muted': 'Text that matters less: countdown, ages.',
  '--api-status-surface': 'Background of banner and notice, before it is tinted.',
  '--api-status-tint': 'How much of the status colour is mixed into the surface: a percentage.',
  '--api-status-border': 'Border of banner and notice, before it is tinted.',
  '--api-status-control': 'Background of buttons.',
  '--api-status-control-border': 'Border of buttons.',
  '--api-status-focus': 'The ring around whatever part has keyboard focus.',
  '--api-status-radius': 'Corners of banner and notice.',
  '--api-status-shape-size': 'Width and height of the shape.',
  '--api-status-color': 'Set by the stylesheet on the root of each widget: the colour of the status at hand.',
  '--api-status-clip': 'Set by the stylesheet on the root of each widget: the `clip-path` of the shape.',
  '--api-status-fill': 'Set by the stylesheet on the root of each widget: the `background` of the shape.',
} as const
