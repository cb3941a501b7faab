/**
 * What can be seen to be wrong with a page without knowing what it should look like, in sentences. It runs in the page,
 * so all of it is in this one function, and nothing in there has a name of its own: esbuild would keep the name by a
 * helper that the page lacks.
 */
export function findFlaws(): string[] {
  const { clientWidth, scrollWidth } = document.documentElement
  const flaws: string[] = []
  if (scrollWidth > clientWidth) flaws.push(`scrolls sideways: ${scrollWidth} px in ${clientWidth} px`)

  const hiddenOnPurpose = new Set<Element>()
  const scrollable = new Set<Element>()
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const parent = element.parentElement
    if (
      (parent && hiddenOnPurpose.has(parent)) ||
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      style.clipPath === 'inset(50%)' ||
      (style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1))
    ) {
      hiddenOnPurpose.add(element)
      continue
    }
    const text = element instanceof HTMLElement ? element.textContent.trim() : ''
    if (text === '' || element instanceof HTMLSelectElement) continue

    const name = `<${element.tagName.toLowerCase()} data-api-status="${element.getAttribute('data-api-status')}">`
    const shown = `${name} "${text.slice(0, 60)}"`
    const isScroller = /auto|scroll/.test(style.overflow) && (element as HTMLElement).tabIndex >= 0
    if (isScroller || (parent && scrollable.has(parent))) {
      scrollable.add(element)
      continue
    }
    if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) {
      flaws.push(
        `cuts text off at the side: ${shown} (${element.scrollWidth} px in ${element.clientWidth} px)`,
      )
    }
    if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1) {
      flaws.push(`cuts text off below: ${shown} (${element.scrollHeight} px in ${element.clientHeight} px)`)
    }
    if (box.left < -1 || box.right > clientWidth + 1) {
      flaws.push(`sticks out of the window: ${shown} (from ${box.left} px to ${box.right} px)`)
    }
  }
  return flaws
}
