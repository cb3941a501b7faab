import type { Caller } from '../report/audience.js'

/**
 * A `showDetails` that admits callers who send `Authorization: Bearer <token>`. It takes the same time whichever
 * character differs, so that the token can't be guessed one by one. Throws a TypeError when the token is empty.
 *
 * @example
 * createHealthService({ showDetails: bearerToken(secrets.healthToken) })
 */
export function bearerToken(token: string): (caller: Caller) => boolean {
  if (typeof token !== 'string' || token === '') {
    throw new TypeError(
      'bearerToken: expected a token, got none. An empty one would admit everybody; is its variable set?',
    )
  }
  return (caller) => {
    const [, sent = ''] = /^bearer +(\S+)$/i.exec(caller.header('authorization') ?? '') ?? []
    return isSame(sent, token)
  }
}

/** `crypto.timingSafeEqual` without Node: it looks at the whole of `sent`, and its time depends on that alone. */
function isSame(sent: string, token: string): boolean {
  let difference = sent.length ^ token.length
  for (let index = 0; index < sent.length; index++) {
    difference |= sent.charCodeAt(index) ^ token.charCodeAt(index % token.length)
  }
  return difference === 0
}
