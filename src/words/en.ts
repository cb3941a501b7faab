import type { Cause, Headline } from '../health/headline.js'

/** Every text of the kit, in one language. */
export interface Words {
  /** A BCP 47 language tag, for numbers, times and lists. */
  readonly locale: string
  readonly indicator: IndicatorWords
  readonly trouble: TroubleWords
  readonly banner: BannerWords
  readonly age: AgeWords
}

/** What the indicator says: a text for each headline and, where it says more, for a cause. */
export type IndicatorWords = Readonly<Record<Headline, string> & Partial<Record<Cause, string>>>

/** What banner, gate and announcer say of trouble and of its end. */
export interface TroubleWords extends Readonly<Record<Cause, CauseWords>> {
  /** `names` is a list in this language: "search, images and 2 more". */
  readonly affected: (names: string) => string
  /** Stands for the components that a list leaves out. */
  readonly more: (count: number) => string
  /** When maintenance ends: "14:30", or a date with its time. */
  readonly endsAt: (time: string) => string
  /** After trouble with the service. */
  readonly recovered: string
  /** After the device, or its network, was offline. */
  readonly backOnline: string
}

/** One cause in whole sentences. */
export interface CauseWords {
  /** What happened. */
  readonly title: string
  /** What still works, what is kept, what to do. */
  readonly detail: string
}

/** What is on the banner beside the message. */
export interface BannerWords {
  /** Names the banner as a region of the page. */
  readonly label: string
  readonly nextTry: (seconds: number) => string
  /** In place of the countdown while a check is due or under way. */
  readonly trying: string
  readonly retry: string
  /** On the retry button while its check runs. */
  readonly retrying: string
  readonly dismiss: string
}

/** How old a report is. */
export interface AgeWords {
  /** `ago` is a time in this language: "2 minutes ago". */
  readonly lastReport: (ago: string) => string
}

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
    detail: 'Some things may not work until it is over.',
  },
  'read-only': {
    title: 'Changes can’t be saved right now.',
    detail: 'You can still read everything. What you have typed stays on this page.',
  },
  component: {
    title: 'Some things aren’t working right now.',
    detail: 'Whatever doesn’t need them keeps working.',
  },
  'not-ready': { title: 'The service is starting up.', detail: 'This usually takes less than a minute.' },
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
  affected: (names) => `Affected: ${names}.`,
  more: (count) => `${count} more`,
  endsAt: (time) => `It should be over at ${time}.`,
  recovered: 'Everything works again.',
  backOnline: 'You are back online.',
}

/** The banner in English. */
export const bannerWords: BannerWords = {
  label: 'Service status',
  nextTry: (seconds) =>
    seconds < 90 ? `Next try in ${seconds} s` : `Next try in ${Math.round(seconds / 60)} min`,
  trying: 'Checking now…',
  retry: 'Retry now',
  retrying: 'Checking…',
  dismiss: 'Dismiss',
}

/** Ages in English. */
export const ageWords: AgeWords = {
  lastReport: (ago) => `Last report ${ago}`,
}

/** Every text in English. A widget that is given no words brings along its own part of this alone. */
export const en: Words = {
  locale: 'en',
  indicator: indicatorWords,
  trouble: troubleWords,
  banner: bannerWords,
  age: ageWords,
}
