/** Now, or by a promise. */
export type Eventually<Value> = Value | PromiseLike<Value>

/** Whether `value` is yet to come. */
export function isPromiseLike<Value>(value: Eventually<Value>): value is PromiseLike<Value> {
  return typeof (value as Partial<PromiseLike<Value>> | null | undefined)?.then === 'function'
}
