export type { Answer } from './server/answer.js'
export type { AnswerRequest, HeaderGetter } from './server/answerRequest.js'
export type { Caller, ShowDetails } from './server/audience.js'
export type { ServiceReport } from './server/buildReport.js'
export type { Check, CheckAnswer, CheckResult } from './server/check.js'
export type { CheckedComponent } from './server/component.js'
export type { HealthService } from './server/createHealthService.js'
export { createHealthService } from './server/createHealthService.js'
export { createFetchHandler } from './server/fetchHandler.js'
export type { HealthLogger } from './server/logger.js'
export { createNodeHandler } from './server/nodeHandler.js'
export type { HealthServiceOptions } from './server/options.js'
export type { PlannedMaintenance } from './server/plannedMaintenance.js'
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
