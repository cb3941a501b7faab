import type { Cause, Headline } from '../../health/headline.js'
import type { SeenHeadline } from '../../health/history.js'
import type { HealthStatus } from '../../health/status.js'

/**
 * Every text of the kit, in one language. What a text is given (a time, a list of names, a share) is already written in
 * that language.
 */
export interface Words {
  /** A BCP 47 language tag, for numbers, times and lists. */
  readonly locale: string
  /** What parts two sentences: a space, or nothing where the script needs none. */
  readonly gap: string
  readonly indicator: IndicatorWords
  readonly trouble: TroubleWords
  readonly banner: BannerWords
  readonly age: AgeWords
  readonly gate: GateWords
  readonly startup: StartupWords
  readonly components: ComponentWords
  readonly timeline: TimelineWords
  readonly latency: LatencyWords
  readonly maintenance: MaintenanceWords
  readonly update: UpdateWords
  readonly panel: PanelWords
}

/**
 * What the indicator says. A cause with a text of its own is said in place of the headline: whoever replaces the text of
 * `unhealthy` alone leaves that of `unreachable` as it is.
 */
export type IndicatorWords = Readonly<
  Record<Headline | TellingCause, string> & Partial<Record<Cause, string>>
>

/** Causes that tell more in a word or two than their headlines do. */
type TellingCause = Extract<Cause, 'maintenance' | 'read-only' | 'not-ready' | 'unreachable' | 'timeout'>

/** What banner, gate and announcer say of trouble and of its end. */
export interface TroubleWords extends Readonly<Record<Cause, Sentences>> {
  /** In place of the detail of `read-only` while something does not work at all: not everything can be read then. */
  readonly downToo: string
  /** `names` is a list: "search, images and 2 more". */
  readonly affected: (names: string) => string
  /** Stands for the components that a list leaves out. `locale` is that of all numbers around it. */
  readonly more: (count: number, locale: string) => string
  /** When maintenance ends: "14:30", or a date with its time. */
  readonly endsAt: (time: string) => string
  /** After trouble with the service. */
  readonly recovered: string
  /** After the device, or its network, was offline. */
  readonly backOnline: string
}

/** One thing in whole sentences. */
export interface Sentences {
  /** What happened. */
  readonly title: string
  /** What still works, what is kept, what to do. */
  readonly detail: string
}

/** What is on the banner beside the message. */
export interface BannerWords {
  /** Names the banner as a region of the page. */
  readonly label: string
  /** `time` is a duration: "12 sec". */
  readonly nextTry: (time: string) => string
  /** In place of the countdown while a check is due or under way. */
  readonly trying: string
  readonly retry: string
  /** On the retry button while its check runs. */
  readonly retrying: string
  /** Announced when a check that was asked for has found nothing new. */
  readonly noChange: string
  readonly dismiss: string
  /** Opens the names of all affected components. */
  readonly allAffected: string
}

/** How old a report is, and when there was last a check. `ago` is a time: "2 minutes ago", or `justNow`. */
export interface AgeWords {
  readonly lastReport: (ago: string) => string
  readonly lastChecked: (ago: string) => string
  /** Before the first check. */
  readonly neverChecked: string
  /** Stands for an `ago` of a few seconds. */
  readonly justNow: string
}

/**
 * What a closed gate says in place of a fallback. It goes by the last report, so this has to be true while the back end
 * is out of reach, too.
 */
export interface GateWords {
  /** A part of the app lacks a component that it needs. */
  readonly feature: Sentences
  /** Nothing can be saved. */
  readonly readOnly: Sentences
}

/** While the app waits for its back end for the first time. */
export interface StartupWords {
  readonly connecting: string
  readonly waking: Sentences
  /** The device is offline. */
  readonly offline: Sentences
  /** The network wants a sign-in of its own first. */
  readonly portal: Sentences
  /** The time to wake up is over. */
  readonly failed: Sentences
  /** `time` is a duration: "25 sec". */
  readonly elapsed: (time: string) => string
  readonly retry: string
  /** On the retry button while its check runs. */
  readonly retrying: string
  /** Announced when a check that was asked for has not ended the wait. */
  readonly noAnswer: string
  /** Announced when the back end has answered, after it was said that it takes a while. */
  readonly ready: string
  /** Goes on without the back end. */
  readonly skip: string
}

/** The list of components. */
export interface ComponentWords {
  readonly label: string
  /**
   * What people call a component, by its name in the report: `{ db: 'Database' }`. For all that names components, seen or
   * heard. A language has none of its own. @default the name
   */
  readonly labels?: Readonly<Record<string, string>>
  /** What a component's status is called. */
  readonly status: Readonly<Record<HealthStatus, string>>
  /** Heads the components that are in no group. */
  readonly others: string
  /** In place of the list while no component is known. */
  readonly none: string
}

/** How the service has been, by the day. */
export interface TimelineWords {
  readonly label: string
  /** Whose view this is. */
  readonly seenFromHere: string
  /** `share` is a percentage, `days` a duration: "90 days". */
  readonly summary: (share: string, days: string) => string
  /** While nothing has been recorded. */
  readonly none: string
  /** What a day's checks found. */
  readonly status: Readonly<Record<SeenHeadline, string>>
  /** `found` is a status, a list of `finding` where checks did not agree, or `noData`. */
  readonly oneDay: (date: string, found: string) => string
  /** `share` is a percentage of the day's checks. */
  readonly finding: (status: string, share: string) => string
  readonly noData: string
  /** Opens the same as a table. */
  readonly asTable: string
  /** Heads the column of days. */
  readonly day: string
  /** Heads the column of what a day's checks found. */
  readonly checks: string
}

/** How long answers take. Times are durations: "42 ms". */
export interface LatencyWords {
  readonly label: string
  readonly summary: (latest: string, usual: string, longest: string) => string
  /** The line leaves out what took longer than `limit`, but for a dot at the top each. */
  readonly beyond: (limit: string) => string
  /** While nothing has been measured. */
  readonly none: string
}

/** Planned interruptions. */
export interface MaintenanceWords {
  /** Names the banner as a region of the page. */
  readonly label: string
  readonly underWay: Sentences
  /** `start` is a date with its time. */
  readonly planned: (start: string) => string
  /** `title` is what the back end calls the interruption, and is quoted. */
  readonly about: (title: string) => string
  /** `names` is a list of components. */
  readonly affected: (names: string) => string
  /** `time` is a duration: "40 min". */
  readonly startsIn: (time: string) => string
  readonly endsIn: (time: string) => string
  /** The end is past, and it goes on. */
  readonly overdue: string
  readonly dismiss: string
}

/** A new version of the app. */
export interface UpdateWords extends Sentences {
  /** Names the banner as a region of the page. */
  readonly label: string
  readonly reload: string
  readonly dismiss: string
}

/** The panel that puts the widgets together. */
export interface PanelWords {
  readonly title: string
  readonly plannedMaintenance: string
  /** On the button that checks at once. */
  readonly check: string
  /** On that button while its check runs. */
  readonly checking: string
}
