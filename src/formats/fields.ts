/** The members of an object by their folded names. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * The members of a plain object, their names folded: `responseTime`, `response_time` and `Response-Time` are all
 * `responsetime`. Own ones only; of two with the same folded name the first that is not null. None of anything else.
 */
export function fieldsOf(value: unknown): Fields {
  const fields: Record<string, unknown> = Object.create(null)
  if (isObject(value)) for (const name of Object.keys(value)) fields[fold(name)] ??= value[name]
  return fields
}

/** A name or a word without what it may be spelled with or without: case, spaces, hyphens and underscores. */
export function fold(text: string): string {
  return text.replace(/[\s_-]/g, '').toLowerCase()
}

/** Whether `value` is an object with names, and no array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text of at most `maxLength` characters; `undefined` for anything else and for an empty one. */
export function textOf(value: unknown, maxLength = 200): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined
}

/** The first `maxLength` items of a list; none where there is no list. */
export function listOf(value: unknown, maxLength?: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, maxLength) : []
}

/** The texts among the first hundred items of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value, 100).flatMap((item) => textOf(item) ?? [])
}

/** A number that is finite and not negative; `undefined` for anything else. */
export function amountOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined
}
