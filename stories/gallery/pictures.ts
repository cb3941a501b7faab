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
}

/** In the order of the page. */
export const pictures: readonly Picture[] = [
  {
    file: 'overview',
    title: 'All together',
    story: 'overview--search-is-down',
    says: 'An app whose search is down: the banner tells what is affected, and everything else goes on.',
    width: 960,
  },
]
