/** Says how many health checks stand behind a request. One is enough to know that whoever asks is a service. */
export const DEPTH_HEADER = 'x-health-depth'

/** Whether a request with this header comes from a check of another service. */
export function isAskedByCheck(depth: string | null | undefined): boolean {
  return typeof depth === 'string' && /^0*[1-9]\d*$/.test(depth)
}
