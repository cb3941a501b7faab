import type { Prepared } from './prepare.js'
import { filled } from './prepare.js'
import type { Subject } from './subject.js'

/** A row that can be timed again and again, in turn with others. */
export interface Trial {
  readonly name: string
  /** Nanoseconds per call, over the calls of one round. */
  run(): Promise<number>
  /** Ends what would run on. */
  dispose(): void
}

/** Times so many calls of one instance in each round. */
export function steady(prepared: Prepared, calls: number, stopwatch: Stopwatch): Trial {
  const { subject, instance } = prepared
  return {
    name: subject.name,
    run: async () => (await stopwatch(prepared, calls)) / calls,
    dispose: () => subject.dispose?.(instance),
  }
}

/**
 * Times so many failing calls in each round, with `fill` calls in the window. As each that fails comes on top, a few
 * do, half as many as are there, and then a fresh instance takes the next few.
 */
export function bursts(subject: Subject, fill: number, calls: number): Trial {
  const burst = Math.min(calls, fill / 2)
  const count = Math.ceil(calls / burst)
  return {
    name: subject.name,
    async run() {
      let elapsed = 0
      for (let done = 0; done < count; done++) {
        const prepared = await filled(subject, fill)
        elapsed += await rejected(prepared, burst)
        subject.dispose?.(prepared.instance)
      }
      return elapsed / (count * burst)
    },
    dispose() {},
  }
}

/** Nanoseconds of so many calls, one after the other. */
export type Stopwatch = (prepared: Prepared, calls: number) => Promise<number>

/** Of calls that come to a result. */
export const resolved: Stopwatch = async ({ subject: { call }, instance, action }, calls) => {
  const begun = process.hrtime.bigint()
  for (let made = 0; made < calls; made++) await call(instance, action)
  return Number(process.hrtime.bigint() - begun)
}

/** Of calls that end in an error, which is caught. */
export const rejected: Stopwatch = async ({ subject: { call }, instance, action }, calls) => {
  const begun = process.hrtime.bigint()
  for (let made = 0; made < calls; made++) {
    try {
      await call(instance, action)
    } catch {
      // It tells nothing new.
    }
  }
  return Number(process.hrtime.bigint() - begun)
}
