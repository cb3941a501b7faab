import type { RunOptions } from './runNode.js'
import type { Tally } from './tally.js'

/** One part of a run: commands, how long they may take and where they run, and what they came to. */
export interface Step extends RunOptions {
  readonly name: string
  /** Arguments for Node, command by command; the first that fails ends the step. */
  readonly commands: readonly (readonly string[])[]
  /** The name of a step without whose success this one would test something stale. */
  readonly needs?: string
  /** What the machine lacks for it and how to get that; `undefined` when nothing. Asked when its turn has come. */
  readonly missing?: () => string | undefined
  /** What the step came to, from the exit code of the last command that ran. */
  readonly count: (exitCode: number) => Tally
  /** What the summary says of it besides: which tests failed, and which passed only when tried again. */
  readonly remarks?: () => readonly string[]
}
