/** What people call components, by their names in the report. */
export type ComponentLabels = Readonly<Record<string, string | undefined>>

/** What people call the component: its name where no label says otherwise. */
export function labelOf(name: string, labels: ComponentLabels = {}): string {
  // A component may be called `constructor`.
  return Object.hasOwn(labels, name) ? (labels[name] ?? name) : name
}
