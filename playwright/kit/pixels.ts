import type { Page } from '@playwright/test'

/** A part of the page, in CSS pixels from the top left corner of the document. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Red, green, blue. */
export type Pixel = readonly [number, number, number]

/** What is painted there, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: readonly Pixel[]
}

/** What people see of some parts of the page. */
export async function picturesOf(page: Page, boxes: readonly Box[]): Promise<Picture[]> {
  const png = await page.screenshot({ fullPage: true, caret: 'initial', scale: 'css' })
  // An empty page decodes it: the policy of the page itself would refuse the image.
  const desk = await page.context().newPage()
  try {
    return await desk.evaluate(cutOut, [png.toString('base64'), boxes] as const)
  } finally {
    await desk.close()
  }
}

/** Runs in a page: cuts boxes out of an image. */
async function cutOut([base64, boxes]: readonly [string, readonly Box[]]): Promise<Picture[]> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  if (!canvas) throw new Error('There is no canvas to look at the picture with.')
  canvas.drawImage(bitmap, 0, 0)
  return boxes.map((box) => {
    const [x, y] = [Math.floor(box.x), Math.floor(box.y)]
    const [width, height] = [Math.ceil(box.x + box.width) - x, Math.ceil(box.y + box.height) - y]
    const { data } = canvas.getImageData(x, y, width, height)
    const pixels = Array.from(
      { length: width * height },
      (_, index) => [...data.slice(index * 4, index * 4 + 3)] as unknown as Pixel,
    )
    return { width, height, pixels }
  })
}

/** The share of pixels that stand out from the one in the top left corner. */
export function shareOfInk(picture: Picture | undefined): number {
  const pixels = picture?.pixels ?? []
  const [ground] = pixels
  if (!ground) return 0
  return pixels.filter((pixel) => isDistinct(pixel, ground)).length / pixels.length
}

/** So far apart that people see it: a third of one channel. */
function isDistinct(one: Pixel, other: Pixel): boolean {
  return one.some((channel, index) => Math.abs(channel - (other[index] ?? 0)) > 85)
}
