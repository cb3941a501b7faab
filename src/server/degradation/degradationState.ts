/** What a request should know of the service that answers it. */
export interface DegradationState {
  /** Something that the service relies on does not work as it should, or it takes no writes. */
  readonly degraded: boolean
  /** Names of the components that are degraded or unhealthy, critical ones first. */
  readonly degradedServices: readonly string[]
  /** Writes are refused, by somebody's decision or because they fail. */
  readonly readOnly: boolean
}
