/** What a widget may weigh, and what it is made of beside its own folder. */
export interface WidgetRow {
  /** Bytes of gzip that it adds to an app with the provider and the hooks. */
  readonly alone: number
  /** The same in an app that has indicator, banner and gate too. @default FURTHER_WIDGET */
  readonly beside?: number
  /** Components of other widgets that it is made of, by the names of their files. @default none */
  readonly madeOf?: readonly string[]
}

/** What one more widget costs an app that has the first three: bytes of gzip. */
export const FURTHER_WIDGET = 1000

/** Every widget. One that is exported without a row here fails the tests. */
export const WIDGETS: Readonly<Record<string, WidgetRow>> = {
  ComponentList: { alone: 2500, madeOf: ['ReportAge'] },
  ConnectionAnnouncer: { alone: 2500 },
  DegradedBanner: { alone: 4000, beside: 0, madeOf: ['ConnectionAnnouncer', 'ReportAge'] },
  LastChecked: { alone: 1000 },
  OfflineGate: { alone: 4000, beside: 0, madeOf: ['ConnectionAnnouncer'] },
  ReportAge: { alone: 1000 },
  StatusIndicator: { alone: 2000, beside: 0, madeOf: ['ReportAge'] },
}

/** The widgets among the exports of a door: components, but neither providers nor namespaces of parts. */
export function widgetsIn(door: object): string[] {
  return Object.entries(door)
    .filter(([name, value]) => /^[A-Z]/.test(name) && !name.endsWith('Provider') && !isNamespace(value))
    .map(([name]) => name)
}

function isNamespace(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Module]'
}
