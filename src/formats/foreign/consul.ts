import { worstOf } from '../../health/status.js'
import type { Format } from '../answer.js'
import { fieldsOf, listOf } from '../fields.js'
import { readReport } from '../readReport.js'
import { wordStatus } from '../statusWords.js'

/**
 * Consul's lists of checks, of services with their checks, and of an agent's services:
 * https://developer.hashicorp.com/consul/api-docs/health
 */
export const consul: Format = ({ status, json }) => {
  const items = listOf(json).map(fieldsOf)
  const components: object[] = []
  for (const check of items.flatMap((item) => [item, ...listOf(item.checks).map(fieldsOf)])) {
    if (check.checkid !== undefined) components.push({ ...check, name: check.checkid })
  }
  const declared = items.flatMap(({ aggregatedstatus }) => wordStatus(aggregatedstatus) ?? [])
  return readReport({ status: declared.length > 0 ? worstOf(declared) : undefined, components }, status)
}
