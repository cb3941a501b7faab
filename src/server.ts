export type { Answer } from './server/answers/answer.js'
export type { AnswerOptions } from './server/answers/answerOptions.js'
export type { AnswerRequest, HeaderGetter } from './server/answers/answerRequest.js'
export type { LegacyHealth } from './server/answers/legacyFormat.js'
export { legacyFormat } from './server/answers/legacyFormat.js'
export type { RateLimit } from './server/answers/rateLimit.js'
export type { ExtraBody, ReportFormat } from './server/answers/reportBody.js'
export type { StatusCodes } from './server/answers/statusCodes.js'
export type { Audience, Caller, ShowDetails } from './server/report/audience.js'
export type { ServiceReport } from './server/report/buildReport.js'
export type { Check, CheckAnswer, CheckContext, CheckOptions, CheckResult } from './server/registry/check.js'
export type { BreakerLike, BreakersCheckOptions, BreakerSource } from './server/checks/breakersCheck.js'
export { breakersCheck } from './server/checks/breakersCheck.js'
export type { DirectoryCheckOptions } from './server/checks/directoryCheck.js'
export { directoryCheck } from './server/checks/directoryCheck.js'
export type { DiskCheckOptions } from './server/checks/diskCheck.js'
export { diskCheck } from './server/checks/diskCheck.js'
export type { EventLoopCheckOptions } from './server/checks/eventLoopCheck.js'
export { eventLoopCheck } from './server/checks/eventLoopCheck.js'
export type { MemoryCheckOptions } from './server/checks/memoryCheck.js'
export { memoryCheck } from './server/checks/memoryCheck.js'
export type { ModelApi } from './server/checks/modelApis.js'
export { gemini, ollama, openAi } from './server/checks/modelApis.js'
export type { ModelCheckOptions } from './server/checks/modelCheck.js'
export { modelCheck } from './server/checks/modelCheck.js'
export type { Amount, Thresholds } from './server/checks/thresholds.js'
export { bearerToken } from './server/config/bearerToken.js'
export type { CheckOverrides } from './server/config/componentOverrides.js'
export type {
  EnvironmentOptions,
  EnvironmentSettings,
  EnvironmentWarning,
} from './server/config/optionsFromEnvironment.js'
export { optionsFromEnvironment } from './server/config/optionsFromEnvironment.js'
export type { CheckedComponent } from './server/report/component.js'
export type { CacheClient, CacheCheckOptions } from './server/checks/cacheCheck.js'
export { cacheCheck } from './server/checks/cacheCheck.js'
export type { DnsCheckOptions } from './server/checks/dnsCheck.js'
export { dnsCheck } from './server/checks/dnsCheck.js'
export type { HttpCheckHeaders, HttpCheckOptions } from './server/checks/httpCheck.js'
export { httpCheck } from './server/checks/httpCheck.js'
export type { PostgresCheckOptions } from './server/checks/postgresCheck.js'
export { postgresCheck } from './server/checks/postgresCheck.js'
export type { PostgresClient, PostgresRows } from './server/checks/postgresClient.js'
export type { RedisCheckOptions, RedisClient } from './server/checks/redisCheck.js'
export { redisCheck } from './server/checks/redisCheck.js'
export type { TcpCheckOptions } from './server/checks/tcpCheck.js'
export { tcpCheck } from './server/checks/tcpCheck.js'
export type { HealthService, ServiceSettings } from './server/healthService.js'
export { createHealthService } from './server/createHealthService.js'
export { createFetchHandler } from './server/handlers/fetchHandler.js'
export type { WorkerLiveness, WorkerLivenessOptions } from './server/handlers/workerLiveness.js'
export { serveLivenessFromWorker } from './server/handlers/workerLiveness.js'
export type {
  GracefulShutdown,
  GracefulShutdownOptions,
  ShutdownOutcome,
} from './server/lifecycle/gracefulShutdown.js'
export { gracefulShutdown } from './server/lifecycle/gracefulShutdown.js'
export type { LivenessEscalation } from './server/lifecycle/livenessEscalation.js'
export type { ReadOnlySetting } from './server/lifecycle/readOnlySwitch.js'
export type { Startup, StartupTask } from './server/lifecycle/startupTasks.js'
export { isUnavailable } from './server/data/isUnavailable.js'
export type { ReadAnswer } from './server/data/readAnswer.js'
export type { RedisCacheClient, RedisCacheOptions, RedisReader } from './server/data/redisCache.js'
export { redisCache } from './server/data/redisCache.js'
export type { KeptReads, ReadSources, ResilientReadOptions } from './server/data/resilientRead.js'
export { resilientRead } from './server/data/resilientRead.js'
export type { ResilientWriteOptions, WriteAnswer } from './server/data/resilientWrite.js'
export { resilientWrite } from './server/data/resilientWrite.js'
export { ageHeader } from './server/degradation/ageHeader.js'
export type {
  ConnectMiddleware,
  ConnectRequest,
  ConnectResponse,
} from './server/degradation/connectMiddleware.js'
export { connectMiddleware } from './server/degradation/connectMiddleware.js'
export type { Degradation, DegradationOptions } from './server/degradation/degradation.js'
export { degradation } from './server/degradation/degradation.js'
export type { DegradationState } from './server/degradation/degradationState.js'
export type { FastifyHook, FastifyReplyLike } from './server/degradation/fastifyHook.js'
export { fastifyHook } from './server/degradation/fastifyHook.js'
export type { HonoContextLike, HonoMiddleware } from './server/degradation/honoMiddleware.js'
export { honoMiddleware } from './server/degradation/honoMiddleware.js'
export type { KoaContextLike, KoaMiddleware } from './server/degradation/koaMiddleware.js'
export { koaMiddleware } from './server/degradation/koaMiddleware.js'
export type { RequestStep, StepOutcome } from './server/degradation/requestStep.js'
export type { RequireWritableOptions, WritableGuard } from './server/degradation/requireWritable.js'
export { requireWritable } from './server/degradation/requireWritable.js'
export type { DegradedBody, WithDegradationOptions } from './server/degradation/withDegradation.js'
export { withDegradation } from './server/degradation/withDegradation.js'
export type { CheckBreaker } from './server/registry/watchedBreaker.js'
export type { ServiceState } from './server/report/serviceState.js'
export type { HealthListener, HealthListenerOptions } from './server/listener/listenForHealth.js'
export { listenForHealth } from './server/listener/listenForHealth.js'
export type { HealthLogger, LogFields } from './server/logger.js'
export { createNodeHandler } from './server/handlers/nodeHandler.js'
export type { HealthServiceOptions } from './server/options.js'
export { createQueue } from './server/queue/createQueue.js'
export type { FileQueueStoreOptions } from './server/queue/file/fileQueueStore.js'
export { fileQueueStore } from './server/queue/file/fileQueueStore.js'
export type { Durability } from './server/queue/file/journalFile.js'
export type { MemoryQueueStoreOptions } from './server/queue/memory/memoryQueueStore.js'
export { memoryQueueStore } from './server/queue/memory/memoryQueueStore.js'
export type { StoreLimits } from './server/queue/memory/storeLimits.js'
export { QueueFullError } from './server/queue/memory/queueFullError.js'
export { KeyReusedError } from './server/queue/keyReusedError.js'
export type { AddedJob, AddOptions, DeadLetter, Job, Queue } from './server/queue/queue.js'
export type { QueueCheckOptions } from './server/queue/queueCheck.js'
export { queueCheck } from './server/queue/queueCheck.js'
export type { QueueOptions } from './server/queue/queueOptions.js'
export type {
  Claim,
  ClaimedJob,
  ClaimRequest,
  KeptLetter,
  KeptUnderKey,
  NewJob,
  QueueCounts,
  QueueStore,
  Release,
} from './server/queue/queueStore.js'
export type { RedisBreakerStoreOptions } from './server/sharing/redisBreakerStore.js'
export { redisBreakerStore } from './server/sharing/redisBreakerStore.js'
export type { IoredisScripts, NodeRedisScripts, RedisScripts } from './server/sharing/redisScripts.js'
export type {
  IoredisSubscriber,
  NodeRedisSubscriber,
  RedisSubscriber,
} from './server/sharing/redisSubscriber.js'
export type { StreamBody, StreamSink } from './server/stream/streamBody.js'
export type { StreamOptions } from './server/stream/streamOptions.js'
export type { PlannedMaintenance } from './server/report/plannedMaintenance.js'
export type { BullQueueStoreOptions } from './server/queue/bull/bullQueueStore.js'
export { bullQueueStore } from './server/queue/bull/bullQueueStore.js'
export type { BullData, BullJob, BullQueue, BullState, BullWorker } from './server/queue/bull/bullTypes.js'
export type { SqlClient } from './server/queue/sql/sqlClient.js'
export type { SqlQueueStore, SqlQueueStoreOptions } from './server/queue/sql/sqlQueueStore.js'
export { sqlQueueStore } from './server/queue/sql/sqlQueueStore.js'
export { sqlQueueTable } from './server/queue/sql/sqlQueueTable.js'
export type { ComponentSummary, ServiceSummary } from './server/registry/summary.js'
export type { Tally } from './server/registry/tally.js'
export type { Transition } from './server/registry/transitions.js'
export type { ScheduleOptions } from './server/scheduling/schedule.js'
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
export type { Clock, Timer } from './time/clock.js'
export type { Random } from './time/random.js'
