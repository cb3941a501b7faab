import type { Read } from './variables.js'
import { LIMITS, PREFIX, SETTINGS } from './variables.js'

/** What the variables say, as far as they can be read. */
export interface Variables {
  readonly settings: Read<typeof SETTINGS>
  /** By the component's part of the variable's name: `AI_MODEL`. */
  readonly limits: ReadonlyMap<string, Read<typeof LIMITS>>
}

/** A variable of one component: `DATABASE_TIMEOUT_MS`. */
const OF_COMPONENT = new RegExp(`^(.+)_(${Object.keys(LIMITS).join('|')})$`)

/** Reads all variables of ours; what can't be read is told to `warn`, by its name without the prefix, and left out. */
export function readVariables(
  env: Readonly<Record<string, string | undefined>>,
  warn: (variable: string, message: string) => void,
): Variables {
  const settings: Read<typeof SETTINGS> = {}
  const limits = new Map<string, Read<typeof LIMITS>>()

  for (const [variable, value] of Object.entries(env)) {
    const text = value?.trim()
    // Compose files and charts hand an unset variable on as an empty one.
    if (!variable.startsWith(PREFIX) || !text) continue
    const name = variable.slice(PREFIX.length)
    try {
      const [, component, limit] = OF_COMPONENT.exec(name) ?? []
      if (isKey(SETTINGS, name)) Object.assign(settings, { [name]: SETTINGS[name](text, variable) })
      else if (component && limit && isKey(LIMITS, limit)) {
        limits.set(component, { ...limits.get(component), [limit]: LIMITS[limit](text, variable) })
      } else warn(name, UNKNOWN)
    } catch (error) {
      // The variable stands beside the message already.
      const [, reason] = (error as TypeError).message.split(`${variable}: `)
      warn(name, `${reason} It is ignored, as if it were not set.`)
    }
  }
  return { settings, limits }
}

const UNKNOWN =
  `No such variable, so it has no effect. There are ${Object.keys(SETTINGS).join(', ')}, each after ${PREFIX}, ` +
  `and ${Object.keys(LIMITS).join(', ')} after ${PREFIX}<COMPONENT>_.`

function isKey<Keyed extends object>(keyed: Keyed, key: PropertyKey): key is keyof Keyed {
  return Object.hasOwn(keyed, key)
}
