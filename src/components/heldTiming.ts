/** A timing in which several callers have a say, each for as long as it holds on. */
export interface HeldTiming<Name extends string> {
  /** What the callers say, over the defaults; where they differ, the last one. */
  get(): Readonly<Record<Name, number>>
  /** Says what is given, in milliseconds, until the undo is called; `undefined` says nothing. */
  hold(given: Readonly<Partial<Record<Name, number | undefined>>>): () => void
}

export function heldTiming<Name extends string>(defaults: Readonly<Record<Name, number>>): HeldTiming<Name> {
  const names = Object.keys(defaults) as Name[]
  const held = new Set<Parameters<HeldTiming<Name>['hold']>[0]>()
  return {
    get() {
      const timing: Record<Name, number> = { ...defaults }
      for (const given of held) for (const name of names) timing[name] = given[name] ?? timing[name]
      return timing
    },
    hold(given) {
      held.add(given)
      return () => void held.delete(given)
    },
  }
}
