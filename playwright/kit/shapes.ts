import type { CDPSession, Page } from '@playwright/test'
import type { Box } from './ink.js'

/** A shape that the stylesheet draws, and where. */
export interface Shape {
  /** The exhibit that it is in, and the part that it belongs to. */
  readonly name: string
  readonly box: Box
}

/** Where the page draws shapes. They are pseudo-elements, whose boxes a page can't measure itself. */
export async function shapesOn(page: Page): Promise<Shape[]> {
  const protocol = await page.context().newCDPSession(page)
  try {
    const count = await page.evaluate(() => {
      const isDrawn = (part: Element) => {
        const { content, width, clipPath, backgroundImage, display } = getComputedStyle(part, '::before')
        const isShape = clipPath !== 'none' || backgroundImage !== 'none'
        return content === '""' && display !== 'none' && Number.parseFloat(width) > 0 && isShape
      }
      const parts = [...document.querySelectorAll<HTMLElement>('[data-exhibit] *')]
      const drawn = parts.filter((part) => part.checkVisibility() && isDrawn(part))
      for (const [index, part] of drawn.entries()) part.dataset['shape'] = String(index)
      return drawn.length
    })
    const shapes: Shape[] = []
    for (let index = 0; index < count; index++) shapes.push(await shapeOf(protocol, page, index))
    return shapes
  } finally {
    await protocol.detach()
  }
}

async function shapeOf(protocol: CDPSession, page: Page, index: number): Promise<Shape> {
  const part = page.locator(`[data-shape="${index}"]`)
  const name = await part.evaluate((node) => {
    const exhibit = node.closest<HTMLElement>('[data-exhibit]')?.dataset['exhibit']
    return `${exhibit} ${(node as HTMLElement).dataset['apiStatus']}`
  })
  const { result } = await protocol.send('Runtime.evaluate', {
    expression: `document.querySelector('[data-shape="${index}"]')`,
  })
  const { node } = await protocol.send('DOM.describeNode', { objectId: result.objectId ?? '' })
  const before = node.pseudoElements?.find(({ pseudoType }) => pseudoType === 'before')
  if (!before) throw new Error(`${name} draws no shape after all.`)
  const { model } = await protocol.send('DOM.getBoxModel', { backendNodeId: before.backendNodeId })
  const [x = 0, y = 0] = model.border
  const scroll = await page.evaluate(() => scrollY)
  return { name, box: { x, y: y + scroll, width: model.width, height: model.height } }
}
