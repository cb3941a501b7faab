/** A body of JSON, `null` where there is none. Throws a `TypeError` on what JSON would lose: forms, files, promises. */
export function jsonBody(json: unknown): string | null {
  if (json === undefined) return null
  // Its type leaves out that it may be undefined.
  const text: string | undefined = JSON.stringify(json)
  if (text === undefined || isThenable(json) || (text === '{}' && !isEmptyObject(json))) {
    throw new TypeError(
      `react-api-status: option \`json\`: expected data that JSON can hold, got ${nameOf(json)}, which would be lost. ` +
        'Await promises; send forms, files and bytes with `fetch`.',
    )
  }
  return text
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === 'function'
}

/** Whether `{}` says all of it. A plain object may come from another frame, with an `Object.prototype` of its own. */
function isEmptyObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function nameOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1)
}
