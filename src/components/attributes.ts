/**
 * The attributes that the kit writes, to be styled by and looked for. They, and their values, change only with a major
 * version.
 */
export const ATTRIBUTES = {
  'data-api-status': 'Which part this is: see `PARTS`.',
  'data-status':
    'On the root of a widget: `checking`, `healthy`, `degraded`, `unhealthy`, `offline` or `unknown`. On a banner it is the status of what the banner tells, a little behind the headline.',
  'data-cause':
    'On the root of a widget: why the status is not healthy, as in `useApiStatus().cause`. Absent when it is healthy or checking.',
  'data-stale': 'On the root of a widget, without a value: what is shown rests on an old report.',
  'data-source':
    'On the root of a widget: where what is shown came from: `live` (this tab), `shared` (another tab), `restored` (storage) or `none`.',
  'data-closed': 'On a gate, without a value: the gate is closed.',
} as const

/** The values of `data-api-status`. */
export const PARTS = {
  indicator: 'The root of `StatusIndicator`.',
  banner:
    'The root of `DegradedBanner` (`Banner.Root`). Always there; `hidden` and empty while it has nothing to tell.',
  message: 'The text of a banner (`Banner.Message`) or of a notice, with the shape beside it.',
  countdown: '`Banner.Countdown`. There during trouble.',
  retry: '`Banner.Retry`. There during trouble; `aria-disabled="true"` while its check runs.',
  dismiss: '`Banner.Dismiss`. There during trouble that may be dismissed.',
  gate: 'The root of `OfflineGate`.',
  'gate-front':
    'What stands in front of the children of a closed gate: the fallback or the notice. Empty otherwise.',
  'gate-notice': 'The notice of a closed gate that has no fallback.',
  'gate-content': 'The children of a gate. `hidden` and inert behind a fallback.',
  age: '`ReportAge`, a `time`: how old a stale report is.',
  announcer: 'The live region of `StatusAnnouncer`. Never hidden from screen readers, never seen.',
} as const

/** The custom properties that the stylesheet reads. Set them on `:root` or on any element above a widget. */
export const CSS_VARIABLES = {
  '--api-status-healthy': 'Colour of the shape for `healthy`.',
  '--api-status-degraded': 'Colour of the shape for `degraded`.',
  '--api-status-unhealthy': 'Colour of the shape for `unhealthy`.',
  '--api-status-offline': 'Colour of the shape for `offline`.',
  '--api-status-unknown': 'Colour of the shape for `unknown`.',
  '--api-status-checking': 'Colour of the shape for `checking`.',
  '--api-status-text': 'Text of banner and notice.',
  '--api-status-muted': 'Text that matters less: countdown, ages.',
  '--api-status-surface': 'Background of banner and notice, before it is tinted.',
  '--api-status-tint': 'How much of the status colour is mixed into the surface: a percentage.',
  '--api-status-border': 'Border of banner and notice, before it is tinted.',
  '--api-status-control': 'Background of buttons.',
  '--api-status-control-border': 'Border of buttons.',
  '--api-status-focus': 'The ring around what has keyboard focus.',
  '--api-status-radius': 'Corners of banner and notice.',
  '--api-status-shape-size': 'Width and height of the shape.',
  '--api-status-color': 'Set by the stylesheet on the root of each widget: the colour of the status at hand.',
  '--api-status-clip': 'Set by the stylesheet on the root of each widget: the `clip-path` of the shape.',
  '--api-status-fill': 'Set by the stylesheet on the root of each widget: the `background` of the shape.',
} as const
