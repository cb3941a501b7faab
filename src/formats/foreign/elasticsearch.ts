import type { Format } from '../answer.js'
import { dialect } from './dialect.js'

/**
 * `/_cluster/health` and `/_health_report` of Elasticsearch and OpenSearch, in colours:
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-cluster-health
 */
export const elasticsearch: Format = dialect({
  names: { indicators: 'components', symptom: 'message' },
  words: { green: 'healthy', yellow: 'degraded', red: 'unhealthy' },
})
