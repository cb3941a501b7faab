import { labelOf } from './labelOf.js'

/** Some components under one title. */
export interface ComponentGroup {
  /** `null`: those that are in no group. */
  readonly title: string | null
  /** What they are called in the report. */
  readonly names: readonly string[]
}

/** How components are to be shown. */
export interface ComponentArrangement {
  /** Their names in the report, by the title of a group. The order is kept. @default none */
  readonly groups?: Readonly<Record<string, readonly string[]>> | undefined
  /**
   * What people call a component here, by its name in the report; `components.labels` of the words says so for the whole
   * kit. @default as the words say, else the name
   */
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/**
 * The components of a report in a stable order: groups as they are given, then the rest by label, as the language sorts.
 * A component that a group names is there whether the report has it or not.
 */
export function arrangeComponents(
  reported: readonly string[],
  { groups = {}, labels }: ComponentArrangement,
  locale: string,
): readonly ComponentGroup[] {
  const grouped = new Set(Object.values(groups).flat())
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const rest = reported.filter((name) => !grouped.has(name))
  rest.sort((one, other) => compare(labelOf(one, labels), labelOf(other, labels)))
  return [
    ...Object.entries(groups).map(([title, names]) => ({ title, names })),
    { title: null, names: rest },
  ].filter(({ names }) => names.length > 0)
}
