/** How long people have waited when they are told more, in milliseconds. */
export interface StartupTiming {
  /** Nothing is shown before: most starts are over by then. @default 400 */
  readonly quietFor?: number | undefined
  /** From then on the server is said to be waking up. @default 3000 */
  readonly wakingAfter?: number | undefined
  /** From then on people see how long they have waited, and can try again or go on without the server. @default 20000 */
  readonly slowAfter?: number | undefined
  /** From then on the start is said to have failed. It goes on nevertheless. @default 90000 */
  readonly giveUpAfter?: number | undefined
}

/** A timing without gaps. */
export type ResolvedStartupTiming = Readonly<Record<keyof StartupTiming, number>>

/** What holds where no gate says otherwise. */
export const DEFAULT_TIMING: ResolvedStartupTiming = {
  quietFor: 400,
  wakingAfter: 3000,
  slowAfter: 20_000,
  giveUpAfter: 90_000,
}
