/** What a read has come to, and from where. */
export interface ReadAnswer<Value> {
  readonly value: Value
  readonly source: 'primary' | 'replica' | 'cache' | 'default'
  /** How old a value from the cache is, in milliseconds; 0 for every other source. */
  readonly ageMs: number
  /** It is not from the primary. */
  readonly degraded: boolean
  /** Why the primary did not answer; left out when it did. */
  readonly error?: unknown
}
