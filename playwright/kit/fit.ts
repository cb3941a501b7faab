import type { Page } from '@playwright/test'

/** What doesn't fit on the page: it scrolls sideways, or something is cut off or sticks out. */
export async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth)
      found.push(`the page scrolls sideways: ${scrollWidth} of ${clientWidth} px`)
    for (const exhibit of document.querySelectorAll<HTMLElement>('[data-exhibit]')) {
      for (const node of exhibit.querySelectorAll<HTMLElement>('*')) {
        const { clipPath, overflowX, overflowY, position } = getComputedStyle(node)
        // For people who listen: hidden from sight on purpose.
        const isUnseen = position === 'absolute' && clipPath === 'inset(50%)'
        if (isUnseen || node.parentElement?.closest('[data-unseen]')) node.dataset['unseen'] = ''
        if ('unseen' in node.dataset || !node.checkVisibility()) continue
        const name = `${exhibit.dataset['exhibit']}: ${node.dataset['apiStatus'] ?? node.localName}`
        const isCut =
          (overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1) ||
          (overflowY !== 'visible' && node.scrollHeight > node.clientHeight + 1)
        if (isCut && node.localName !== 'input') found.push(`${name} cuts off its content`)
        const lines: DOMRect[] = []
        for (const text of node.childNodes) {
          if (text.nodeType !== Node.TEXT_NODE) continue
          const range = document.createRange()
          range.selectNode(text)
          lines.push(...range.getClientRects())
        }
        for (const { left, right } of [node.getBoundingClientRect(), ...lines]) {
          if (left < -0.5 || right > clientWidth + 0.5)
            found.push(`${name} sticks out: ${left} to ${right} px`)
        }
      }
    }
    return [...new Set(found)]
  })
}
