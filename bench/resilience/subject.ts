/** What is called in every row. */
export type Action = () => Promise<number>

/** Something that calls the action: a breaker or a policy of ours or of a peer, or nothing at all. */
export interface Subject<Instance = unknown> {
  readonly name: string
  /** A fresh one. The action is for those that must have it when they are made. */
  make(action: Action): Instance
  call(instance: Instance, action: Action): PromiseLike<unknown>
  /** Ends what would run on. */
  dispose?(instance: Instance): void
}

/** The bare call, which every row is compared to. */
export const bare: Subject = {
  name: 'bare',
  make: () => undefined,
  call: (_, action) => action(),
}
