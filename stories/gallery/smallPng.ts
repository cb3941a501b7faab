import { crc32, deflateSync } from 'node:zlib'
import { decodePng } from './decodePng.js'

/** A palette holds 256. More than these would show nothing more, and cost a fifth. */
const MOST_COLOURS = 64
const PALETTE = 3
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * The same picture in its most frequent colours, at about a third of the size. What is left out are shades at the edges
 * of letters, where the nearest one does.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, rgb } = decodePng(png)
  const colours = Array.from({ length: width * height }, (_, pixel) => colourAt(rgb, pixel * 3))
  const palette = mostFrequent(colours)
  const places = new Map<number, number>()
  const rows = Buffer.alloc(height * (width + 1))
  for (const [pixel, colour] of colours.entries()) {
    const place = places.get(colour) ?? nearest(colour, palette)
    places.set(colour, place)
    rows[pixel + Math.floor(pixel / width) + 1] = place
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, PALETTE, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(rgb: Uint8Array, at: number): number {
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0)
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]
}

function mostFrequent(colours: readonly number[]): readonly number[] {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const ordered = [...counts].toSorted(([, one], [, other]) => other - one)
  return ordered.slice(0, MOST_COLOURS).map(([colour]) => colour)
}

function nearest(colour: number, palette: readonly number[]): number {
  const distances = palette.map((each) => distance(colour, each))
  return distances.indexOf(Math.min(...distances))
}

function distance(one: number, other: number): number {
  const others = channels(other)
  return channels(one).reduce((sum, value, channel) => sum + (value - (others[channel] ?? 0)) ** 2, 0)
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const edges = Buffer.alloc(8)
  edges.writeUInt32BE(data.length, 0)
  edges.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([edges.subarray(0, 4), named, edges.subarray(4)])
}
