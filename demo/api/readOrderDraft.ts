import type { OrderDraft } from './orders.js'

const MAX_TEXT = 80
const MAX_QUANTITY = 99

/** Reads the key that makes a repeated order one order. Throws with a sentence when there is none. */
export function readOrderKey(header: unknown): string {
  return readText(header, 'key', 'The order has no key of its own (header Idempotency-Key).')
}

/** Reads what came as the body of `POST /api/orders`. Throws with a sentence for whoever filled in the form. */
export function readOrderDraft(body: unknown): OrderDraft {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  return {
    customer: readText(fields['customer'], 'customer', 'Please say who the order is for.'),
    item: readText(fields['item'], 'item', 'Please say what is ordered.'),
    quantity: readQuantity(fields['quantity']),
  }
}

function readText(value: unknown, field: string, whenMissing: string): string {
  const text = typeof value === 'string' ? value.trim() : ''
  if (text === '') throw new Error(whenMissing)
  if (text.length > MAX_TEXT) throw new Error(`Please keep the ${field} under ${MAX_TEXT} characters.`)
  return text
}

function readQuantity(value: unknown): number {
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_QUANTITY) return Number(value)
  throw new Error(`Please order between 1 and ${MAX_QUANTITY} pieces.`)
}
