import { inflateSync } from 'node:zlib'

/** An image, three bytes a pixel, row by row. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const RGB = 2

/**
 * Reads a PNG as Chromium writes the screenshot of an opaque page: 8 bits, RGB, not interlaced. Throws on any other.
 * https://www.w3.org/TR/png-3/
 */
export function decodePng(png: Buffer): Pixels {
  const chunks = chunksOf(png)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  if (header?.[8] !== 8 || header[9] !== RGB || header[12] !== 0) {
    throw new Error('Expected a PNG with 8 bits, RGB and no interlacing.')
  }
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)
  return { width, height, rgb: unfilter(inflateSync(Buffer.concat(data)), width * 3, height) }
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    })
    at += length + 12
  }
  return chunks
}

/** Each row begins with the name of what was taken off its bytes: https://www.w3.org/TR/png-3/#9Filters */
function unfilter(rows: Uint8Array, stride: number, height: number): Uint8Array {
  const bytes = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= 3 ? (bytes[at - 3] ?? 0) : 0
      const above = y > 0 ? (bytes[at - stride] ?? 0) : 0
      const corner = x >= 3 && y > 0 ? (bytes[at - stride - 3] ?? 0) : 0
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0
      bytes[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + predicted
    }
  }
  return bytes
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [byLeft, byAbove, byCorner] = [guess - left, guess - above, guess - corner].map(Math.abs) as [
    number,
    number,
    number,
  ]
  if (byLeft <= byAbove && byLeft <= byCorner) return left
  return byAbove <= byCorner ? above : corner
}
