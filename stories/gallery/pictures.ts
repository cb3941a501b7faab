/** A picture for readers who have no Storybook at hand. */
export interface Picture {
  /** Of its files, without theme and ending. */
  readonly file: string
  /** The widget, or what else is to be seen. */
  readonly title: string
  /** The story's id. */
  readonly story: string
  /** What it shows, in a sentence; also the text in place of the picture. */
  readonly says: string
  /** In pixels of the page. */
  readonly width: number
  /** Pixels of the picture to one of the page. @default 2 */
  readonly scale?: number
}

/** In the order of the page. */
export const pictures: readonly Picture[] = [
  {
    file: 'overview',
    title: 'All together',
    story: 'overview--search-is-down',
    says: 'An app whose search is down: people see what is affected and what still works, and carry on.',
    width: 960,
    scale: 1.5,
  },
  {
    file: 'status-indicator',
    title: 'StatusIndicator',
    story: 'pictures--indicators',
    says: 'Each status has a shape, a colour and words of its own; as text, pill or dot.',
    width: 560,
  },
  {
    file: 'degraded-banner',
    title: 'DegradedBanner',
    story: 'pictures--banners',
    says: 'What happened, what still works and what is kept, in words that blame nobody.',
    width: 800,
  },
  {
    file: 'notices',
    title: 'MaintenanceBanner and UpdateBanner',
    story: 'pictures--notices',
    says: 'Maintenance under way and planned, each with a countdown; and a new version, for when it suits.',
    width: 800,
  },
  {
    file: 'gates',
    title: 'FeatureGate, ReadOnlyGate and OfflineGate',
    story: 'pictures--gates',
    says: 'Only the broken part steps back, and what people have typed stays where it is.',
    width: 720,
  },
  {
    file: 'startup-gate',
    title: 'StartupGate',
    story: 'pictures--start',
    says: 'A cold start says what is going on, and offers a way on when it takes too long.',
    width: 480,
  },
  {
    file: 'component-list',
    title: 'ComponentList',
    story: 'pictures--parts',
    says: 'Components in groups, each group as well as the worst of it.',
    width: 720,
  },
  {
    file: 'status-panel',
    title: 'StatusPanel',
    story: 'statuspanel--search-is-down',
    says: 'All that is known of the service on one card.',
    width: 752,
  },
  {
    file: 'status-timeline',
    title: 'StatusTimeline',
    story: 'pictures--history',
    says: 'Ninety days as seen from this browser, each bar within reach of the arrow keys.',
    width: 720,
  },
  {
    file: 'latency-line',
    title: 'LatencyLine',
    story: 'pictures--latency',
    says: 'How long the last sixty answers took, in a sentence and as a line.',
    width: 720,
  },
]
