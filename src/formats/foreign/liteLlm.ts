import type { Format } from '../answer.js'
import { fieldsOf, listOf, textOf } from '../fields.js'
import { readReport } from '../readReport.js'

/**
 * `/health` of LiteLLM: the models of its endpoints. One that some of its endpoints have lost is degraded.
 * https://docs.litellm.ai/docs/proxy/health
 */
export const liteLlm: Format = ({ json }) => {
  const { healthyendpoints, unhealthyendpoints } = fieldsOf(json)
  const well = modelsOf(healthyendpoints)
  const unwell = modelsOf(unhealthyendpoints)
  const components = [
    ...[...well].map((name) => ({ name, status: unwell.has(name) ? 'degraded' : 'healthy' })),
    ...[...unwell].filter((name) => !well.has(name)).map((name) => ({ name, status: 'unhealthy' })),
  ]
  // As long as one model answers, the service does.
  return readReport({ status: well.size > 0 && unwell.size > 0 ? 'degraded' : undefined, components })
}

function modelsOf(endpoints: unknown): ReadonlySet<string> {
  return new Set(listOf(endpoints).flatMap((endpoint) => textOf(fieldsOf(endpoint).model) ?? []))
}
