export { createApiStatus } from './browser/createApiStatus.js'
export { webTabs } from './browser/webTabs.js'
export { BackendError, isBackendError } from './client/backendError.js'
export { createBackendClient } from './client/createBackendClient.js'
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
export { NotHealthyError } from './monitor/notHealthyError.js'
export { progressive } from './monitor/progressive.js'
export { sharedTabs } from './monitor/sharedTabs.js'
export { eventStream } from './monitor/stream/eventStream.js'
export { waitForHealthy } from './monitor/waitForHealthy.js'
export { adaptiveThrottle } from './resilience/adaptiveThrottle.js'
export { anyOf } from './resilience/anyOf.js'
export { constant, exponential } from './resilience/backoff.js'
export { createBreakers } from './resilience/breakers.js'
export { cacheFirst } from './resilience/cacheFirst.js'
export { consecutiveFailures } from './resilience/consecutiveFailures.js'
export { countWindow } from './resilience/countWindow.js'
export { createBreaker } from './resilience/createBreaker.js'
export { degradedResponse } from './resilience/degradedResponse.js'
export { BreakerOpenError, isBreakerOpenError } from './resilience/errors.js'
export { failureRate } from './resilience/failureRate.js'
export { fallback } from './resilience/fallback.js'
export { FallbackError } from './resilience/fallbackError.js'
export { memoryCache } from './resilience/memoryCache.js'
export { policy } from './resilience/policy.js'
export { restoreBreaker } from './resilience/restoreBreaker.js'
export { readRetryAfter } from './resilience/retryAfter.js'
export { retryBudget } from './resilience/retryBudget.js'
export { RetryBudgetError } from './resilience/retryBudgetError.js'
export { memoryBreakerStore } from './resilience/sharing/memoryBreakerStore.js'
export { sharedBreaker } from './resilience/sharing/sharedBreaker.js'
export { slowCallRate } from './resilience/slowCallRate.js'
export { staleIfError } from './resilience/staleIfError.js'
export { isThrottledError, ThrottledError } from './resilience/throttledError.js'
export { TimeoutError } from './resilience/timeoutError.js'
export { timeWindow } from './resilience/timeWindow.js'
export { idbStorage } from './storage/idbStorage.js'
export { memoryStorage } from './storage/memoryStorage.js'

export type { ApiStatusOptions } from './browser/createApiStatus.js'
export type { BackendAnswer } from './client/attempt.js'
export type { BackendErrorFacts, BackendErrorKind, NoRetryReason } from './client/backendError.js'
export type { CallHeaders, HeadersSource } from './client/callHeaders.js'
export type { Query, QueryValue } from './client/callUrl.js'
export type { BackendClient, RequestOptions } from './client/createBackendClient.js'
export type {
  BackendClientOptions,
  BackendRetry,
  CallInit,
  CallOptions,
  ClientBreakerOptions,
} from './client/options.js'
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
export type { HealthAttempt } from './monitor/healthTally.js'
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
export type { EventStreamOptions } from './monitor/stream/eventStream.js'
export type { Feed, Stream, StreamPorts } from './monitor/stream/stream.js'
export type { Verdict } from './monitor/verdict.js'
export type { WaitForHealthyOptions } from './monitor/waitForHealthy.js'
export type { Action, CallContext, ExecuteOptions, Outcome } from './resilience/action.js'
export type { AdaptiveThrottle, AdaptiveThrottleOptions } from './resilience/adaptiveThrottle.js'
export type { Backoff, BackoffState, ExponentialOptions, Jitter } from './resilience/backoff.js'
export type {
  Breaker,
  BreakerMetrics,
  BreakerOptions,
  HalfOpenRules,
  StateListener,
} from './resilience/breaker.js'
export type { BreakerRecord } from './resilience/breakerRecord.js'
export type { Breakers } from './resilience/breakers.js'
export type { AutomaticState, BreakerState, LastingState } from './resilience/breakerState.js'
export type { CacheFirstOptions } from './resilience/cacheFirst.js'
export type { CallOutcome, Verdict as CallVerdict, VerdictRules } from './resilience/callOutcome.js'
export type { Eventually } from './resilience/eventually.js'
export type { FallbackOptions } from './resilience/fallback.js'
export type { Answer, Failure, FallbackCall, FallbackStrategy } from './resilience/fallbackStrategy.js'
export type { MemoryCache, MemoryCacheOptions } from './resilience/memoryCache.js'
export type { Permit } from './resilience/permit.js'
export type { FallbackValue, Policy, PolicyOptions } from './resilience/policy.js'
export type { RateOptions } from './resilience/rate.js'
export type { CacheEntry, ResponseCache } from './resilience/responseCache.js'
export type { RetryEvent, RetryOptions } from './resilience/retry.js'
export type { RetryBudget, RetryBudgetOptions } from './resilience/retryBudget.js'
export type {
  BreakerStore,
  CallDelta,
  FleetCounts,
  FleetLink,
  FleetMember,
  FleetState,
  OpenedBreak,
  Trial as FleetTrial,
} from './resilience/sharing/breakerStore.js'
export type { MemoryBreakerStoreOptions } from './resilience/sharing/memoryBreakerStore.js'
export type { SharedBreaker, SharedBreakerOptions } from './resilience/sharing/sharedBreaker.js'
export type { SlowCallRateOptions } from './resilience/slowCallRate.js'
export type { StaleIfErrorOptions } from './resilience/staleIfError.js'
export type { CallCounts, SavedCounts, TripCount, TripRule } from './resilience/tripRule.js'
export type { Window, WindowCounts } from './resilience/window.js'
export type { StatusStorage, StorageMode } from './storage/storage.js'
export type { Clock, Timer } from './time/clock.js'
export type { Random } from './time/random.js'
