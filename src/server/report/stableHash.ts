/**
 * 64 bits of a text, as 16 hexadecimal digits. Two lanes of 32 bits, mixed as MurmurHash3 does.
 *
 * Not cryptographic, and need not be: a validator guards nothing, and whoever asks can't choose the text. It needs no
 * module of Node, so that the service runs on workers too, and no promise, as `crypto.subtle` does.
 */
export function stableHash(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x9e3779b1)
    low = Math.imul(low ^ unit, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return hex(high) + hex(low)
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0')
}
