import type { AnswerRequest } from './answers/answerRequest.js'
import type { ServiceReport } from './report/buildReport.js'
import type { Check } from './registry/check.js'
import type { CheckedComponent } from './report/component.js'
import type { ReadOnlySetting } from './lifecycle/readOnlySwitch.js'
import type { StartupTask } from './lifecycle/startupTasks.js'
import type { ResolvedOptions } from './options.js'
import type { ServiceState } from './report/serviceState.js'
import type { ServiceSummary } from './registry/summary.js'
import type { Transition } from './registry/transitions.js'
import type { ScheduleOptions } from './scheduling/schedule.js'

/** Runs the checks of a back end, and answers health requests. */
export interface HealthService {
  /** Adds a check. Throws a TypeError when it is malformed, or its name is taken. */
  register(check: Check): void
  /**
   * Takes a check out of the report and stops it; a run of it in flight is aborted and forgotten. `false` when there was
   * none.
   */
  unregister(name: string): boolean
  /**
   * Switches a check off, as `unregister` does though its name stays taken, or on again, when it begins anew. `false`
   * when no check has the name.
   */
  enable(name: string, isEnabled: boolean): boolean
  /**
   * One component, as its check's `cacheTtl` and `staleFor` allow; with `force` from a run that ends after the call. Never
   * rejects; `undefined` when no enabled check has the name.
   */
  check(name: string, options?: { readonly force?: boolean }): Promise<CheckedComponent | undefined>
  /**
   * The whole report, each component as its check's `cacheTtl` and `staleFor` allow; with `tags` only of the checks that
   * have one of them. Never rejects. It holds error messages and details: for callers over the network use a handler,
   * which withholds them.
   */
  checkAll(options?: { readonly tags?: readonly string[] }): Promise<ServiceReport>
  /**
   * Runs the checks with nobody asking, spread over the interval; its timer does not keep the process alive. Returns the
   * stop: as many stops as starts end it, and until then the shortest interval counts. Throws a TypeError when the
   * interval is malformed.
   */
  start(options?: ScheduleOptions): () => void
  /**
   * Where the service stands at this moment, as its report would say it: the same object until something changes. Runs
   * nothing, so it is as new as the last runs: see `start`, or `degradation`, which keeps them coming.
   */
  state(): ServiceState
  /** How the checks have done so far, counted in runs. Runs nothing. */
  summary(): ServiceSummary
  /**
   * Calls `listener` whenever a component, or the whole, is not what it was; returns what ends that. What it throws,
   * at once or as a promise, goes to the `logger`.
   */
  onTransition(listener: (transition: Transition) => unknown): () => void
  /**
   * One more thing that has to be done before the instance wants traffic: a promise, or a function that is called once.
   * Added right after the service was made it belongs to start-up; added later it fails readiness until it is done, and
   * start-up stays done. One that fails leaves the instance not ready, until another of its name is done.
   *
   * Throws a TypeError when the task is none, or one of its name runs already.
   */
  addStartupTask(name: string, task: StartupTask): void
  /** Resolves when start-up is done; rejects with the error of a task that failed. */
  whenStarted(): Promise<void>
  /**
   * Says in the report that writes are refused, or that they no longer are, whatever the checks say; the reason is for
   * the log. Readiness stays. `requireWritable` refuses the writes.
   */
  setReadOnly(setting: ReadOnlySetting): void
  /** Before a shutdown: not ready from now on, so that traffic goes elsewhere; everything else is answered as before. */
  drain(): void
  readonly isDraining: boolean
  /**
   * The end: drains, stops what `start` began, ends the streams, aborts the runs in flight and stops the checks. It still
   * answers, with what it knows, and runs nothing any more. More than once is harmless.
   */
  close(): Promise<void>
  /** What it works with: for what stands beside it, as `gracefulShutdown` and `listenForHealth` do. */
  readonly settings: ServiceSettings
  /** The core beneath the handlers, for servers that have none of their own here. */
  readonly answer: AnswerRequest
}

/** The options of a service that its neighbours go by. */
export type ServiceSettings = Pick<ResolvedOptions, 'clock' | 'logger' | 'showDetails'>
