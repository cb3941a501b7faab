/** How deep a heading stands in the outline of the page; 1 is the page's own. */
export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

/** The tag of a heading. */
export type HeadingTag = `h${HeadingLevel}`

/** Prop of what has a heading. */
export interface HeadingProps {
  /** How deep the heading stands in the outline of the page, from 1 to 6. @default 3 */
  readonly headingLevel?: HeadingLevel | undefined
}
