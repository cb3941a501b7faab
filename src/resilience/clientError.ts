/**
 * A `status` of 4xx says something about the call, and nothing about who was called: somebody else's answer, or one that
 * was kept, must not be shown to whoever may no longer see it.
 */
export function isClientError(error: unknown): boolean {
  const status = (error as { status?: unknown } | null | undefined)?.status
  return typeof status === 'number' && status >= 400 && status < 500
}
