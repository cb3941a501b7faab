import type { Page } from '@playwright/test'

/** A part of the page, in CSS pixels from the top left corner of the document. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** So far off is what people see for certain: a third of one channel. */
const DISTINCT = 85

/** How much of each box is painted: the share of pixels that stand out from the one in its top left corner. */
export async function inkIn(page: Page, boxes: readonly Box[]): Promise<number[]> {
  const png = await page.screenshot({ fullPage: true, caret: 'initial', scale: 'css' })
  // An empty page decodes it: the policy of the page itself would refuse the image.
  const desk = await page.context().newPage()
  try {
    return await desk.evaluate(lookAt, [png.toString('base64'), boxes, DISTINCT] as const)
  } finally {
    await desk.close()
  }
}

/** The same box with a margin of ground around it. */
export function widened({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

/** Runs in a page. */
async function lookAt([base64, boxes, distinct]: readonly [string, readonly Box[], number]): Promise<
  number[]
> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  if (!canvas) throw new Error('There is no canvas to look at the picture with.')
  canvas.drawImage(bitmap, 0, 0)
  return boxes.map((box) => {
    const [x, y] = [Math.floor(box.x), Math.floor(box.y)]
    const { data } = canvas.getImageData(
      x,
      y,
      Math.ceil(box.x + box.width) - x,
      Math.ceil(box.y + box.height) - y,
    )
    let painted = 0
    for (let at = 0; at < data.length; at += 4) {
      const isInk = [0, 1, 2].some((part) => Math.abs((data[at + part] ?? 0) - (data[part] ?? 0)) > distinct)
      if (isInk) painted++
    }
    return painted / (data.length / 4)
  })
}
