/** The members of an object by their folded names. */
export type Fields = ReadonlyMap<string, unknown>

/**
 * The members of a plain object, their names folded: `responseTime`, `response_time` and `Response-Time` are all
 * `responsetime`. Own ones only; of two with the same folded name the first. `null` for anything else.
 */
export function fieldsOf(value: unknown): Fields | null {
  if (!isObject(value)) return null
  const fields = new Map<string, unknown>()
  for (const name of Object.keys(value)) {
    const folded = foldName(name)
    if (!fields.has(folded)) fields.set(folded, value[name])
  }
  return fields
}

/** The name that {@link fieldsOf} knows a member by. */
export function foldName(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase()
}

/** Whether `value` is an object with names, and no array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text of at most `maxLength` characters; `undefined` for anything else and for an empty one. */
export function textOf(value: unknown, maxLength: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined
}

/** A number that is finite and not negative; `undefined` for anything else. */
export function amountOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
