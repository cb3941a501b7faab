/** What a widget may weigh, and what it is made of. Sizes are bytes of gzip. */
export interface WidgetRow {
  /** What it adds to an app with the provider and the hooks. */
  readonly alone: number
  /** What it adds to one that has the first three widgets too, and those that it is made of. @default FURTHER_WIDGET */
  readonly beside?: number
  /** The widgets that it is made of, or whose parts. @default none */
  readonly madeOf?: readonly string[]
}

/** What one more widget costs an app that has the first three. */
export const FURTHER_WIDGET = 1000

/** Every widget. One that is exported without a row here fails the tests. */
export const WIDGETS: Readonly<Record<string, WidgetRow>> = {
  ComponentList: { alone: 2200, madeOf: ['ReportAge'] },
  ConnectionAnnouncer: { alone: 3650 },
  DegradedBanner: { alone: 7450, madeOf: ['ConnectionAnnouncer', 'ReportAge'] },
  FeatureGate: { alone: 5500, madeOf: ['ConnectionAnnouncer'] },
  LastChecked: { alone: 1100 },
  LatencyLine: { alone: 1750 },
  MaintenanceBanner: { alone: 7400, beside: 1500, madeOf: ['ConnectionAnnouncer'] },
  OfflineGate: { alone: 5250, madeOf: ['ConnectionAnnouncer'] },
  ReadOnlyGate: { alone: 5850, madeOf: ['ConnectionAnnouncer'] },
  ReportAge: { alone: 1100 },
  // Four phases with their texts, timing and focus, and the hook that decides between them.
  StartupGate: { alone: 6950, beside: 1900, madeOf: ['ConnectionAnnouncer'] },
  StatusIndicator: { alone: 1600, madeOf: ['ReportAge'] },
  StatusPanel: {
    alone: 9950,
    madeOf: [
      'ComponentList',
      'ConnectionAnnouncer',
      'LastChecked',
      'LatencyLine',
      'ReportAge',
      'StatusIndicator',
      'StatusTimeline',
    ],
  },
  // A chart, its sentences and its table.
  StatusTimeline: { alone: 3200, beside: 2350 },
  UpdateBanner: { alone: 6900, beside: 1350, madeOf: ['ConnectionAnnouncer'] },
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
