import { createHash } from 'node:crypto'

/** Tells different data apart when only the key of a job is still remembered: half of its SHA-256, in 22 characters. */
export function dataDigest(json: string): string {
  return createHash('sha256').update(json).digest().subarray(0, 16).toString('base64url')
}
