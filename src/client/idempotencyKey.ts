/**
 * The header by which a back end knows a call again. Its value is sent without the quotes of the draft, since most servers
 * in use expect none. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export const IDEMPOTENCY_KEY = 'idempotency-key'
