import type { LIMITS, Read, SETTINGS } from './variables.js'

/** Kubernetes gives up on a probe after a second unless told otherwise (`timeoutSeconds`). */
const KUBERNETES_PROBE_MS = 1000
const LONG_TIMEOUT_MS = 10_000
const MANY_RETRIES = 5
const SHORT_INTERVAL_MS = 1000
const SHORT_TOKEN = 16

/** Tells of one variable, by its name without the prefix. */
type Warn = (variable: string, message: string) => void

/**
 * Warns of limits, the service's or one component's, that are allowed and will probably be regretted.
 *
 * @param inheritedTtl The service's, for a component that has none of its own.
 */
export function warnOfLimits(limits: Read<typeof LIMITS>, warn: Warn, inheritedTtl?: number): void {
  const { TIMEOUT_MS: timeout = 0, RETRY_COUNT: retries = 0, CACHE_TTL_MS: cacheTtl } = limits
  if (timeout > LONG_TIMEOUT_MS) {
    warn(
      'TIMEOUT_MS',
      `${timeout} ms is longer than most probes and load balancers wait, so they see a hung check as a dead ` +
        `instance. Stay below ${LONG_TIMEOUT_MS} ms.`,
    )
  } else if (timeout > KUBERNETES_PROBE_MS && (cacheTtl ?? inheritedTtl) === 0) {
    warn(
      'TIMEOUT_MS',
      `${timeout} ms without a cache: each probe waits for the check itself, and Kubernetes gives up after ` +
        `${KUBERNETES_PROBE_MS} ms by default. Raise timeoutSeconds of the probe, or HEALTH_CHECK_CACHE_TTL_MS.`,
    )
  }
  if (retries > MANY_RETRIES) {
    warn(
      'RETRY_COUNT',
      `${retries} retries ask a dependency in trouble that much more often, and all have to fit into the one ` +
        `timeout. Up to ${MANY_RETRIES} is sensible.`,
    )
  }
  if (cacheTtl === 0) {
    warn(
      'CACHE_TTL_MS',
      'Without a cache each round of requests runs the check, so that whoever may ask can wear out what it checks. ' +
        '1000 ms is enough to prevent it.',
    )
  }
}

/** Warns of settings of the whole service that are allowed and will probably be regretted. */
export function warnOfSettings(settings: Read<typeof SETTINGS>, warn: Warn): void {
  const { SHOW_DETAILS, DETAILS_TOKEN, HOST, INTERVAL_MS } = settings
  if (SHOW_DETAILS === 'always') {
    warn(
      'SHOW_DETAILS',
      DETAILS_TOKEN === undefined
        ? 'Anyone who reaches the endpoint reads error messages, which name hosts and users. Set ' +
            'HEALTH_CHECK_DETAILS_TOKEN instead, unless the endpoint is reachable from inside alone.'
        : 'It has no effect beside HEALTH_CHECK_DETAILS_TOKEN, which asks for the token. Remove one of them.',
    )
  }
  if (DETAILS_TOKEN !== undefined && DETAILS_TOKEN.length < SHORT_TOKEN) {
    warn(
      'DETAILS_TOKEN',
      `It is shorter than ${SHORT_TOKEN} characters, and can be guessed. Take a random one.`,
    )
  }
  if (HOST !== undefined && !/^(localhost|127(\.\d+){3}|::1)$/i.test(HOST)) {
    warn(
      'HOST',
      `Whoever reaches ${HOST} can ask the endpoint, not only this machine. In a container that is needed; ` +
        'elsewhere 127.0.0.1 behind a proxy is safer.',
    )
  }
  if (INTERVAL_MS !== undefined && INTERVAL_MS < SHORT_INTERVAL_MS) {
    warn(
      'INTERVAL_MS',
      `Each check runs every ${INTERVAL_MS} ms, asked or not. ${SHORT_INTERVAL_MS} ms is often enough for anybody.`,
    )
  }
}
