export { createApiStatus } from './browser/createApiStatus.js'
export { readAnswer } from './formats/readAnswer.js'
export { readReport } from './formats/readReport.js'
export { bareEnvironment } from './monitor/bareEnvironment.js'
export { createMonitor } from './monitor/createMonitor.js'
export { explain } from './monitor/explain.js'
export { nextDelay } from './monitor/nextDelay.js'
export { progressive } from './monitor/progressive.js'
export { constant, exponential } from './resilience/backoff.js'
export { createBreaker } from './resilience/breaker.js'
export { BreakerOpenError, isBreakerOpenError } from './resilience/errors.js'
export { consecutiveFailures } from './resilience/tripRule.js'
export { idbStorage } from './storage/idbStorage.js'
export { memoryStorage } from './storage/memoryStorage.js'

export type { ApiStatusOptions } from './browser/createApiStatus.js'
export type { Format } from './formats/answer.js'
export type { Cause, FailureCause, Headline, ReportCause } from './health/headline.js'
export type { DayTally, HeadlineChange, History, LatencySample, SeenHeadline } from './health/history.js'
export type {
  ComponentError,
  ComponentReport,
  ComponentState,
  HealthReport,
  MaintenanceWindow,
  PollHint,
  ServiceIdentity,
} from './health/report.js'
export type { HealthStatus } from './health/status.js'
export type { Connectivity, Environment, PageSignal, Visibility } from './monitor/environment.js'
export type { MonitorEvents, Transition } from './monitor/events.js'
export type { Evidence, Explanation } from './monitor/explain.js'
export type { Logger } from './monitor/logger.js'
export type { Monitor, MonitorState, MonitorStore } from './monitor/monitor.js'
export type { DelayState } from './monitor/nextDelay.js'
export type { BreakerRules, MonitorOptions } from './monitor/options.js'
export type { Schedule, ScheduleState } from './monitor/progressive.js'
export type {
  BreakerStatus,
  Circumstances,
  SettledReport,
  Snapshot,
  Source,
  Timing,
} from './monitor/snapshot.js'
export type { Verdict } from './monitor/verdict.js'
export type { Backoff, BackoffState, ExponentialOptions, Jitter } from './resilience/backoff.js'
export type { Breaker, BreakerOptions, BreakerState, Permit } from './resilience/breaker.js'
export type { TripCount, TripRule } from './resilience/tripRule.js'
export type { StatusStorage, StorageMode } from './storage/storage.js'
export type { Clock, Timer } from './time/clock.js'
export type { Random } from './time/random.js'
