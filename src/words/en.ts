import type {
  AgeWords,
  BannerWords,
  ComponentWords,
  GateWords,
  IndicatorWords,
  LatencyWords,
  MaintenanceWords,
  PanelWords,
  StartupWords,
  TimelineWords,
  TroubleWords,
  UpdateWords,
  Words,
} from './grammar/words.js'

const kept = 'What you have typed stays on this page; saving may fail for now.'
const unclear = 'We can’t tell how the service is doing.'

/** The indicator in English. */
export const indicatorWords: IndicatorWords = {
  checking: 'Checking status',
  healthy: 'Everything works',
  degraded: 'Some problems',
  unhealthy: 'Major problems',
  offline: 'You are offline',
  unknown: 'Status unknown',
  maintenance: 'Maintenance',
  'read-only': 'Read only',
  'not-ready': 'Starting up',
  unreachable: 'Server unreachable',
  timeout: 'Server unreachable',
}

/** Trouble in English. */
export const troubleWords: TroubleWords = {
  maintenance: {
    title: 'Maintenance is under way.',
    detail: 'Some things may not work until it is over. What you have typed stays on this page.',
  },
  'read-only': {
    title: 'Changes can’t be saved right now.',
    detail: 'You can still read everything. What you have typed stays on this page.',
  },
  component: {
    title: 'Some things aren’t working right now.',
    detail: 'Whatever doesn’t need them keeps working.',
  },
  'not-ready': {
    title: 'The service is starting up.',
    detail: 'This usually takes less than a minute. What you have typed stays on this page.',
  },
  reported: { title: 'The service reports problems.', detail: 'Some things may be slow or fail.' },
  timeout: { title: 'The server takes too long to answer.', detail: kept },
  unreachable: { title: 'We can’t reach the server.', detail: kept },
  'server-error': { title: 'The server has a problem.', detail: kept },
  'device-offline': {
    title: 'You are offline.',
    detail: 'What you have typed stays on this page. It goes on by itself once you are back.',
  },
  'captive-portal': {
    title: 'This network asks you to sign in.',
    detail: 'Open its sign-in page in another tab. What you have typed stays on this page.',
  },
  'invalid-response': { title: unclear, detail: 'It may work as usual.' },
  misconfigured: { title: unclear, detail: 'It may work as usual.' },
  'needs-auth': { title: unclear, detail: 'Signing in again may help.' },
  'rate-limited': {
    title: 'The service asks us to check less often.',
    detail: 'Problems seen before may still be there.',
  },
  downToo: 'Some things aren’t working at all. What you have typed stays on this page.',
  affected: (names) => `Affected: ${names}.`,
  more: (count) => `${count} more`,
  endsAt: (time) => `It should be over by ${time}.`,
  recovered: 'Everything works again.',
  backOnline: 'You are back online.',
}

/** The banner in English. */
export const bannerWords: BannerWords = {
  label: 'Service message',
  nextTry: (time) => `Next try in ${time}`,
  trying: 'Checking now…',
  retry: 'Retry now',
  retrying: 'Checking…',
  noChange: 'Checked: nothing has changed.',
  dismiss: 'Dismiss',
  allAffected: 'All that is affected',
}

/** Ages in English. */
export const ageWords: AgeWords = {
  lastReport: (ago) => `Last report ${ago}`,
  lastChecked: (ago) => `Checked ${ago}`,
  neverChecked: 'Not checked yet',
  justNow: 'just now',
}

/** Gates in English. */
export const gateWords: GateWords = {
  feature: {
    title: 'This part isn’t working right now.',
    detail: 'It comes back by itself.',
  },
  readOnly: {
    title: 'Nothing can be saved right now.',
    detail: 'What you have typed stays here until saving works again.',
  },
}

/** The start in English. */
export const startupWords: StartupWords = {
  connecting: 'Connecting…',
  waking: { title: 'The server is waking up.', detail: 'This usually takes less than a minute.' },
  offline: { title: 'You are offline.', detail: 'This page starts by itself once you are back.' },
  portal: {
    title: 'This network asks you to sign in.',
    detail: 'Open its sign-in page in another tab. After that this page starts by itself.',
  },
  failed: {
    title: 'The server isn’t ready.',
    detail: 'You can go on without it. What you see may be out of date, and saving may fail.',
  },
  elapsed: (time) => `Waiting for ${time}`,
  retry: 'Try again',
  retrying: 'Trying…',
  noAnswer: 'Tried again: the page isn’t ready yet.',
  ready: 'The page is ready.',
  skip: 'Go on without it',
}

/** The list of components in English. */
export const componentWords: ComponentWords = {
  label: 'Components',
  status: { healthy: 'Working', degraded: 'Some problems', unhealthy: 'Not working', unknown: 'Unknown' },
  others: 'Others',
  none: 'No components are known yet.',
}

/** The timeline in English. */
export const timelineWords: TimelineWords = {
  label: 'History',
  seenFromHere: 'As seen from this browser',
  summary: (share, days) => `${share} of checks over ${days} found everything working.`,
  none: 'Nothing has been recorded yet.',
  status: {
    healthy: 'Working',
    degraded: 'Some problems',
    unhealthy: 'Major problems',
    offline: 'Offline',
    unknown: 'Unknown',
  },
  oneDay: (date, found) => `${date}: ${found}`,
  finding: (status, share) => `${status} in ${share} of checks`,
  noData: 'No data',
  asTable: 'Show as a table',
  day: 'Day',
  checks: 'Checks',
}

/** Response times in English. */
export const latencyWords: LatencyWords = {
  label: 'Response time',
  summary: (latest, usual, longest) => `Last ${latest}, usually ${usual}, at most ${longest}.`,
  beyond: (limit) => `A dot at the top is an answer that took more than ${limit}.`,
  none: 'Nothing has been measured yet.',
}

/** Maintenance in English. */
export const maintenanceWords: MaintenanceWords = {
  label: 'Maintenance',
  underWay: {
    title: 'Maintenance is under way.',
    detail: 'Some things may not work until it is over. What you have typed stays on this page.',
  },
  planned: (start) => `Maintenance is planned for ${start}.`,
  about: (title) => `It is about “${title}”.`,
  affected: (names) => `Affected: ${names}.`,
  startsIn: (time) => `Starts in ${time}`,
  endsIn: (time) => `Over in ${time}`,
  overdue: 'It is taking longer than planned.',
  dismiss: 'Dismiss',
}

/** A new version in English. */
export const updateWords: UpdateWords = {
  label: 'Update',
  title: 'A new version is ready.',
  detail: 'Reload when it suits you, and save first what you have typed.',
  reload: 'Reload',
  dismiss: 'Later',
}

/** The panel in English. */
export const panelWords: PanelWords = {
  title: 'Service status',
  plannedMaintenance: 'Planned maintenance',
  check: 'Check now',
  checking: 'Checking…',
}

/** Every text in English. A widget that is given no words brings along its own part of this alone. */
export const en: Words = {
  locale: 'en',
  gap: ' ',
  indicator: indicatorWords,
  trouble: troubleWords,
  banner: bannerWords,
  age: ageWords,
  gate: gateWords,
  startup: startupWords,
  components: componentWords,
  timeline: timelineWords,
  latency: latencyWords,
  maintenance: maintenanceWords,
  update: updateWords,
  panel: panelWords,
}
