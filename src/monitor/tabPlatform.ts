/** What sharing takes from the platform. The objects of a browser fit as they are. */
export interface TabPlatform {
  /** https://w3c.github.io/web-locks/ `undefined` where there are none: outside secure contexts, for one. */
  locks(): TabLocks | undefined
  /** https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts */
  channel(name: string): TabChannel | undefined
}

/** The part of a `LockManager` that is used. */
export interface TabLocks {
  request(
    name: string,
    options: {
      readonly signal?: AbortSignal
      readonly steal?: boolean
      readonly ifAvailable?: boolean
    },
    hold: (lock: object | null) => Promise<void> | undefined,
  ): Promise<unknown>
}

/** The part of a `BroadcastChannel` that is used. */
export interface TabChannel {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: unknown): void
  close(): void
}
