import type { GracefulShutdownOptions } from '../lifecycle/gracefulShutdown.js'
import type { HealthListenerOptions } from '../listener/listenForHealth.js'
import type { HealthServiceOptions } from '../options.js'
import { bearerToken } from './bearerToken.js'
import { componentOverrides } from './componentOverrides.js'
import { givenOnly } from './givenOnly.js'
import { readVariables } from './readVariables.js'
import { warnOfLimits, warnOfSettings } from './unwise.js'
import { PREFIX } from './variables.js'

/** A variable that was ignored, or that will probably be regretted. */
export interface EnvironmentWarning {
  readonly variable: string
  /** What is wrong, what follows from it, and what to do. Never quotes a token. */
  readonly message: string
}

/** The options of `createHealthService` that an environment can set. What it leaves open is left out. */
export type EnvironmentOptions = Pick<
  HealthServiceOptions,
  'timeout' | 'retries' | 'cacheTtl' | 'staleFor' | 'path' | 'showDetails' | 'overrides'
>

/** What the environment says, each part for the function that takes it. */
export interface EnvironmentSettings {
  /** For `createHealthService`. */
  readonly options: EnvironmentOptions
  /** For `service.start`; `undefined` where checks are to run only when somebody asks. */
  readonly start: { readonly interval: number } | undefined
  /** For `service.setReadOnly`. */
  readonly readOnly: boolean
  /** For `listenForHealth`. */
  readonly listen: Partial<Pick<HealthListenerOptions, 'host' | 'port'>>
  /** For `gracefulShutdown`. */
  readonly shutdown: Pick<GracefulShutdownOptions, 'drainMs'>
  /** For your log; empty when there is nothing to say. */
  readonly warnings: readonly EnvironmentWarning[]
}

/**
 * Reads what an operator has set. Never throws: a variable that is malformed or unknown counts as not set and gives a
 * warning, since a typo in a deployment must not keep a service from starting. Read once, at the call.
 *
 * @param env The variables, as a rule `process.env`. An empty one counts as not set.
 * @param known `components`: the names of all components, so that what means none of them can be warned of.
 *
 * @example
 * const components = checks.map(({ name }) => name)
 * const { options, warnings } = optionsFromEnvironment(process.env, { components })
 * for (const { variable, message } of warnings) console.warn(`${variable}: ${message}`)
 * const health = createHealthService({ name: 'orders', checks, ...options })
 */
export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  { components }: { readonly components?: readonly string[] } = {},
): EnvironmentSettings {
  const warnings: EnvironmentWarning[] = []
  const warn = (name: string, message: string) => {
    warnings.push({ variable: PREFIX + name, message })
  }

  const variables = readVariables(env, warn)
  const { settings, limits } = variables
  const overrides = componentOverrides(variables, components, warn)
  warnOfSettings(settings, warn)
  warnOfLimits(settings, warn)
  for (const [part, own] of limits) {
    warnOfLimits(own, (name, message) => warn(`${part}_${name}`, message), settings.CACHE_TTL_MS)
  }

  const { DETAILS_TOKEN: token, SHOW_DETAILS, INTERVAL_MS: interval } = settings
  return {
    options: givenOnly<EnvironmentOptions>({
      timeout: settings.TIMEOUT_MS,
      retries: settings.RETRY_COUNT,
      cacheTtl: settings.CACHE_TTL_MS,
      staleFor: settings.STALE_FOR_MS,
      path: settings.PATH,
      showDetails: token === undefined ? SHOW_DETAILS : bearerToken(token),
      overrides,
    }),
    start: interval === undefined ? undefined : { interval },
    readOnly: settings.READ_ONLY ?? false,
    listen: givenOnly<EnvironmentSettings['listen']>({ host: settings.HOST, port: settings.PORT }),
    shutdown: givenOnly<EnvironmentSettings['shutdown']>({ drainMs: settings.DRAIN_MS }),
    warnings,
  }
}
