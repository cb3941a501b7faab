import type { Contract } from '../contract.js'

export const contract: Contract = {
  timeline: {
    is: 'The root of `StatusTimeline` (`Timeline.Root`).',
    attributes: { 'data-empty': 'Without a value: nothing has been recorded yet.' },
    variables: ['--api-status-text'],
  },
  'timeline-summary': {
    is: '`Timeline.Summary`. A heading in it says what this is, a `span` how it has been, a `small` whose view it is.',
    variables: ['--api-status-muted'],
  },
  'timeline-bars': { is: '`Timeline.Bars`, an `svg`: newest day last.' },
  'timeline-bar': {
    is: '`Timeline.Bar`, a `g`: one day. A `line` in it stands for a day on which nothing was recorded.',
    attributes: {
      'data-status':
        'The worst that a check found: `unhealthy`, `degraded`, `offline`, `unknown` or `healthy`. Absent when nothing was recorded.',
      'data-shown': 'Without a value: its sentence is the one in `Timeline.Detail`.',
    },
    variables: ['--api-status-focus', '--api-status-muted', '--api-status-text'],
  },
  'timeline-share': {
    is: 'In a bar, a `rect`: the checks of one status.',
    attributes: { 'data-status': 'That status.' },
    variables: ['--api-status-color'],
  },
  'timeline-detail': {
    is: '`Timeline.Detail`: one day in a sentence.',
    attributes: { 'data-longest': 'The longest sentence of all days, for which there is room.' },
  },
  'timeline-table': {
    is: '`Timeline.Table`, a `details` with a `table`.',
    variables: ['--api-status-border', '--api-status-muted', '--api-status-radius'],
  },
}
