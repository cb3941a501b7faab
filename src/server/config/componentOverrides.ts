import type { Check } from '../registry/check.js'
import { givenOnly } from './givenOnly.js'
import type { Variables } from './readVariables.js'
import { PREFIX, variablePart } from './variables.js'

/** What an operator says of a check, over what it says itself. */
export type CheckOverrides = Pick<Check, 'timeout' | 'retries' | 'cacheTtl' | 'staleFor' | 'enabled'>

type Warn = (variable: string, message: string) => void

/**
 * What the variables say of each component. Components are asked for by name when they are registered, so that those
 * of later are covered too. `undefined` when nothing is said of any.
 *
 * @param components The names of all, where they are known.
 * @param warn Told of variables that reach no component, or two.
 */
export function componentOverrides(
  { settings, limits }: Variables,
  components: readonly string[] | undefined,
  warn: Warn,
): ((name: string) => CheckOverrides) | undefined {
  if (components) warnOfReach(limits, components, warn)
  const enabled = settings.ENABLED_COMPONENTS && enabledParts(settings.ENABLED_COMPONENTS, components, warn)
  if (limits.size === 0 && !enabled) return undefined
  return (name) => {
    const part = variablePart(name)
    const { TIMEOUT_MS, RETRY_COUNT, CACHE_TTL_MS, STALE_FOR_MS } = limits.get(part) ?? {}
    return givenOnly({
      timeout: TIMEOUT_MS,
      retries: RETRY_COUNT,
      cacheTtl: CACHE_TTL_MS,
      staleFor: STALE_FOR_MS,
      enabled: enabled?.includes(part),
    })
  }
}

/** The enabled components as they stand in variables; `undefined` for all. */
function enabledParts(
  listed: readonly string[],
  components: readonly string[] | undefined,
  warn: Warn,
): readonly string[] | undefined {
  const parts = components?.map(variablePart)
  const found = listed.filter((name) => !parts || parts.includes(variablePart(name)))
  for (const name of listed) {
    if (components && !found.includes(name)) {
      warn('ENABLED_COMPONENTS', `${JSON.stringify(name)} is none. ${known(components)}`)
    }
  }
  if (found.length > 0) return found.map(variablePart)
  // A list of typos alone would leave a service that checks nothing, and calls that healthy.
  warn('ENABLED_COMPONENTS', 'It names no component there is, so it is ignored and all stay enabled.')
  return undefined
}

/** Warns of limits of no component, and of those of several. */
function warnOfReach(limits: Variables['limits'], components: readonly string[], warn: Warn): void {
  for (const [part, read] of limits) {
    const names = components.filter((name) => variablePart(name) === part)
    if (names.length === 1) continue
    const message =
      names.length === 0
        ? `No component has this name, so it has no effect. ${known(components)}`
        : `It means ${names.map((name) => JSON.stringify(name)).join(' and ')}, whose names are the same in ` +
          'capitals, and holds for all of them. Rename one to tell them apart.'
    for (const limit of Object.keys(read)) warn(`${part}_${limit}`, message)
  }
}

function known(components: readonly string[]): string {
  const each = components.map((name) => `${JSON.stringify(name)} (${PREFIX}${variablePart(name)}_…)`)
  return each.length === 0 ? 'There are no components.' : `There are ${each.join(', ')}.`
}
