import { NextResponse } from 'next/server'
import type { NextRequest } from 'next/server'

/** A strict content security policy. Next puts the nonce on its own inline scripts; the kit needs none. */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID())
  const policy = `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self'`
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = { matcher: '/' }
