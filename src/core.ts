export { createApiStatus } from './browser/createApiStatus.js'
export { webTabs } from './browser/webTabs.js'
export { aspNetCore } from './formats/foreign/aspNetCore.js'
export { consul } from './formats/foreign/consul.js'
export { dialect } from './formats/foreign/dialect.js'
export { dockerHealth } from './formats/foreign/dockerHealth.js'
export { elasticsearch } from './formats/foreign/elasticsearch.js'
export { flatJson } from './formats/foreign/flatJson.js'
export { ftHealth } from './formats/foreign/ftHealth.js'
export { grpcHealth } from './formats/foreign/grpcHealth.js'
export { healthGo } from './formats/foreign/healthGo.js'
export { healthJson } from './formats/foreign/healthJson.js'
export { kubernetesVerbose } from './formats/foreign/kubernetesVerbose.js'
export { laravelHealth } from './formats/foreign/laravelHealth.js'
export { liteLlm } from './formats/foreign/liteLlm.js'
export { nextcloud } from './formats/foreign/nextcloud.js'
export { plainPhrases } from './formats/foreign/plainPhrases.js'
export { pyHealthcheck } from './formats/foreign/pyHealthcheck.js'
export { springActuator } from './formats/foreign/springActuator.js'
export { statuspage } from './formats/foreign/statuspage.js'
export { terminus } from './formats/foreign/terminus.js'
export { vault } from './formats/foreign/vault.js'
export { readAnswer } from './formats/readAnswer.js'
export { readReport } from './formats/readReport.js'
export { bareEnvironment } from './monitor/bareEnvironment.js'
export { createMonitor } from './monitor/createMonitor.js'
export { explain } from './monitor/explain.js'
export { nextDelay } from './monitor/nextDelay.js'
export { progressive } from './monitor/progressive.js'
export { sharedTabs } from './monitor/sharedTabs.js'
export { constant, exponential } from './resilience/backoff.js'
export { createBreaker } from './resilience/breaker.js'
export { BreakerOpenError, isBreakerOpenError } from './resilience/errors.js'
export { consecutiveFailures } from './resilience/tripRule.js'
export { idbStorage } from './storage/idbStorage.js'
export { memoryStorage } from './storage/memoryStorage.js'

export type { ApiStatusOptions } from './browser/createApiStatus.js'
export type { Format } from './formats/answer.js'
export type { Dialect } from './formats/foreign/dialect.js'
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
export type { TabChannel, TabLocks, TabPlatform } from './monitor/tabPlatform.js'
export type { SharedState, SharedVerdict } from './monitor/sharedState.js'
export type { BreakerNews, Tab, TabNews, TabPorts, TabRequest, Tabs } from './monitor/tabs.js'
export type { Verdict } from './monitor/verdict.js'
export type { Backoff, BackoffState, ExponentialOptions, Jitter } from './resilience/backoff.js'
export type { Breaker, BreakerOptions, BreakerState, Permit } from './resilience/breaker.js'
export type { TripCount, TripRule } from './resilience/tripRule.js'
export type { StatusStorage, StorageMode } from './storage/storage.js'
export type { Clock, Timer } from './time/clock.js'
export type { Random } from './time/random.js'
