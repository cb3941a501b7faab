import type { Format } from '../../src/formats/answer.js'
import { aspNetCore } from '../../src/formats/foreign/aspNetCore.js'
import { consul } from '../../src/formats/foreign/consul.js'
import { dockerHealth } from '../../src/formats/foreign/dockerHealth.js'
import { elasticsearch } from '../../src/formats/foreign/elasticsearch.js'
import { flatJson } from '../../src/formats/foreign/flatJson.js'
import { ftHealth } from '../../src/formats/foreign/ftHealth.js'
import { grpcHealth } from '../../src/formats/foreign/grpcHealth.js'
import { healthGo } from '../../src/formats/foreign/healthGo.js'
import { healthJson } from '../../src/formats/foreign/healthJson.js'
import { kubernetesVerbose } from '../../src/formats/foreign/kubernetesVerbose.js'
import { laravelHealth } from '../../src/formats/foreign/laravelHealth.js'
import { liteLlm } from '../../src/formats/foreign/liteLlm.js'
import { nextcloud } from '../../src/formats/foreign/nextcloud.js'
import { plainPhrases } from '../../src/formats/foreign/plainPhrases.js'
import { pyHealthcheck } from '../../src/formats/foreign/pyHealthcheck.js'
import { railsUp } from '../../src/formats/railsUp.js'
import { springActuator } from '../../src/formats/foreign/springActuator.js'
import { statuspage } from '../../src/formats/foreign/statuspage.js'
import { terminus } from '../../src/formats/foreign/terminus.js'
import { vault } from '../../src/formats/foreign/vault.js'

/** Every format by its name. */
export const FORMATS = {
  aspNetCore,
  consul,
  dockerHealth,
  elasticsearch,
  flatJson,
  ftHealth,
  grpcHealth,
  healthGo,
  healthJson,
  kubernetesVerbose,
  laravelHealth,
  liteLlm,
  nextcloud,
  plainPhrases,
  pyHealthcheck,
  railsUp,
  springActuator,
  statuspage,
  terminus,
  vault,
} as const satisfies Readonly<Record<string, Format>>

export const EVERY_FORMAT: readonly Format[] = Object.values(FORMATS)
