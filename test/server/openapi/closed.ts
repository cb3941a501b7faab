/** JSON, as a schema is made of it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The schemas as they are for one audience, closed: an object holds what is listed and nothing else. `anonymous` lists
 * nothing that is marked for trusted callers, so that a leak is a violation.
 */
export function closed(schema: Json, audience: 'anonymous' | 'trusted'): Json {
  if (schema === null || typeof schema !== 'object') return schema
  if (Array.isArray(schema)) return schema.map((item: Json) => closed(item, audience))
  const entries = Object.entries(schema as { readonly [key: string]: Json })
    .filter(([, value]) => audience === 'trusted' || !isForTrusted(value))
    .map(([key, value]) => [key, closed(value, audience)] as const)
  const copy: { readonly [key: string]: Json } = Object.fromEntries(entries)
  // A condition (`if`, `not`) has properties and no type, and must stay open.
  const isOpenObject = copy.type === 'object' && 'properties' in copy && !('additionalProperties' in copy)
  return isOpenObject ? { ...copy, additionalProperties: false } : copy
}

function isForTrusted(schema: Json): boolean {
  return typeof schema === 'object' && schema !== null && 'x-audience' in schema
}
