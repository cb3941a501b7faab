export type { Answer } from './server/answers/answer.js'
export type { AnswerRequest, HeaderGetter } from './server/answers/answerRequest.js'
export type { Caller, ShowDetails } from './server/report/audience.js'
export type { ServiceReport } from './server/report/buildReport.js'
export type { Check, CheckAnswer, CheckResult } from './server/registry/check.js'
export type { CheckedComponent } from './server/report/component.js'
export type { HealthService } from './server/createHealthService.js'
export { createHealthService } from './server/createHealthService.js'
export { createFetchHandler } from './server/handlers/fetchHandler.js'
export type { HealthLogger } from './server/logger.js'
export { createNodeHandler } from './server/handlers/nodeHandler.js'
export type { HealthServiceOptions } from './server/options.js'
export type { PlannedMaintenance } from './server/report/plannedMaintenance.js'
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
