import type { Format } from '../answer.js'
import { fieldsOf } from '../fields.js'
import { readReport } from '../readReport.js'
import { dialect } from './dialect.js'

const words: Format = dialect({
  words: { serving: 'healthy', notServing: 'unhealthy', serviceUnknown: 'unknown' },
})

/** A service without health checks is not known to be unwell. https://grpc.io/docs/guides/status-codes */
const UNIMPLEMENTED = 12

/** gRPC's health checks as JSON, as its gateways answer them: https://grpc.io/docs/guides/health-checking */
export const grpcHealth: Format = (answer) =>
  answer.status === 501 && fieldsOf(answer.json).code === UNIMPLEMENTED
    ? readReport({ status: 'unknown' })
    : words(answer)
