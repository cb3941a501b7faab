import { page } from 'vitest/browser'

/** Takes the pointer to where nothing comes to stand: a banner that appears beneath it is held by it. */
export async function movePointerAside(): Promise<void> {
  const corner = document.body.appendChild(document.createElement('p'))
  corner.textContent = 'Elsewhere'
  corner.style.cssText = 'position: fixed; inset: auto 0 0 auto'
  await page.elementLocator(corner).hover()
  corner.remove()
}
