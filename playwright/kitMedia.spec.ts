import { misfits } from './kit/fit.js'
import { inkIn, widened } from './kit/ink.js'
import { shapesOn } from './kit/shapes.js'
import { SITUATIONS } from './kit/situations.js'
import { expect, test } from './kit/test.js'

test.describe('in the narrowest window', () => {
  const windows = [
    { name: '320 px wide', viewport: { width: 320, height: 640 }, look: '' },
    { name: '320 px wide, with text at 200 %', viewport: { width: 320, height: 640 }, look: 'large' },
    // 1280 × 1024 at 400 %: https://www.w3.org/WAI/WCAG22/Understanding/reflow
    { name: 'zoomed to 400 %', viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, look: '' },
  ]
  for (const { name, look, ...window_ } of windows) {
    test.describe(name, () => {
      test.use(window_)

      test(`everything fits in every language: ${name} (U23)`, async ({ page, kit }) => {
        await kit.open()
        const languages = await page.evaluate(() => window.kit.languages)
        // The longest words the wrong way round too.
        for (const [language, turned] of [
          ...languages.map((each) => [each] as const),
          ['de', 'turned'] as const,
        ]) {
          await kit.open({ language, look: `${look} ${turned ?? ''}` })
          for (const situation of ['trouble', 'many names', 'maintenance', 'healthy'] as const) {
            await kit.show(situation)
            const where = `${language} ${turned ?? ''} ${situation}`
            expect.soft(await misfits(page), where).toEqual([])
          }
        }
      })
    })
  }

  test('what does not fit is noticed', async ({ page, kit }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await kit.open()
    await kit.show('trouble')
    expect(await misfits(page)).toEqual([])
    await page.evaluate(() => {
      const [wide, low] = document.querySelectorAll<HTMLElement>('[data-api-status="banner"]:not([hidden])')
      wide?.style.setProperty('inline-size', '400px')
      low?.style.setProperty('overflow', 'hidden')
      low?.style.setProperty('block-size', '1em')
    })
    const found = (await misfits(page)).join('\n')
    for (const word of ['scrolls sideways', 'cuts off', 'sticks out']) expect(found).toContain(word)
  })
})

for (const scheme of ['light', 'dark'] as const) {
  test(`in forced colours, ${scheme}, every shape and chart is still there, and every button has an edge (U3)`, async ({
    page,
    kit,
  }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme: scheme, reducedMotion: 'reduce' })
    await kit.open()
    for (const situation of [
      'checking',
      'healthy',
      'trouble',
      'component',
      'device-offline',
      'needs-auth',
    ] as const) {
      await kit.show(situation)
      const shapes = await shapesOn(page)
      expect(shapes).not.toEqual([])
      const buttons = await page.locator('[data-exhibit] button:visible').evaluateAll((nodes) =>
        nodes.map((node) => {
          const { x, y, height } = node.getBoundingClientRect()
          // Across its left edge.
          return {
            name: node.textContent,
            box: { x: x - 3, y: y + scrollY + height / 2, width: 8, height: 1 },
          }
        }),
      )
      const charts = await page.locator('[data-exhibit] svg:visible').evaluateAll((nodes) =>
        nodes.map((node) => {
          const { x, y, width, height } = node.getBoundingClientRect()
          return { name: node.dataset['apiStatus'], box: { x, y: y + scrollY, width, height } }
        }),
      )
      expect(charts).not.toEqual([])
      const looks = [
        ...shapes.map(({ name, box }) => ({ name, box: widened(box, 2), least: 0.05 })),
        ...charts.map(({ name, box }) => ({ name, box: widened(box, 2), least: 0.02 })),
        ...buttons.map(({ name, box }) => ({ name, box, least: 0.1 })),
      ]
      const ink = await inkIn(
        page,
        looks.map(({ box }) => box),
      )
      for (const [index, { name, least }] of looks.entries()) {
        expect.soft(ink[index], `${name}, ${situation}`).toBeGreaterThan(least)
      }
    }
  })
}

test('nothing moves where people want less motion (U4)', async ({ page, kit }) => {
  const motions: string[] = []
  await page.exposeFunction('noteMotion', (motion: string) => void motions.push(motion))
  await page.addInitScript(() => {
    for (const kind of ['transitionrun', 'animationstart']) {
      addEventListener(kind, (event) => {
        const target = event.target as HTMLElement
        const { animationDuration } = getComputedStyle(target, (event as AnimationEvent).pseudoElement)
        // One without a duration shows something late, and moves nothing.
        if (kind === 'animationstart' && animationDuration === '0s') return
        const { apiStatus, status } = target.dataset
        void (window as never as Noting).noteMotion(`${kind}: ${apiStatus} ${status}`)
      })
    }
  })
  // What moves otherwise, so that its absence says something.
  await kit.open()
  await kit.show('trouble')
  expect(motions).not.toEqual([])

  await page.emulateMedia({ reducedMotion: 'reduce' })
  await kit.open()
  motions.length = 0
  for (const situation of SITUATIONS) {
    for (const next of [situation, 'healthy'] as const) {
      await kit.show(next)
      expect.soft(await page.evaluate(() => document.getAnimations().length), situation).toBe(0)
    }
  }
  expect(motions).toEqual([])
})

test('on paper there is the text, and nothing that only works on a screen (U31)', async ({ page, kit }) => {
  await kit.open()
  await kit.show('trouble')
  const messages = page.locator('[data-exhibit] [data-api-status="message"]:visible')
  const onScreen = await messages.allInnerTexts()
  expect(onScreen).not.toEqual([])
  await page.emulateMedia({ media: 'print' })
  expect(await messages.allInnerTexts()).toEqual(onScreen)
  const controls = page.locator('[data-exhibit] :is(button, [role="timer"], [role="progressbar"]):visible')
  expect(await controls.allInnerTexts()).toEqual([])
})

test('title and icon of the page are the app’s alone, in sight or not (U31)', async ({ page, kit }) => {
  await page.addInitScript(() => {
    let isHidden = false
    const changes: string[] = []
    Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') })
    Object.assign(window, {
      headChanges: changes,
      hide: (hidden: boolean) => {
        isHidden = hidden
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
    addEventListener('DOMContentLoaded', () =>
      new MutationObserver((records) => changes.push(...records.map(({ type }) => type))).observe(
        document.head,
        { subtree: true, childList: true, characterData: true, attributes: true },
      ),
    )
  })
  await kit.open()
  const head = () => page.evaluate(() => document.head.outerHTML)
  const before = await head()
  for (const hidden of [false, true]) {
    await page.evaluate((value) => (window as never as Watched).hide(value), hidden)
    for (const situation of ['trouble', 'device-offline', 'maintenance', 'updated', 'healthy'] as const) {
      await kit.show(situation)
    }
  }
  expect(await head()).toBe(before)
  expect(await page.evaluate(() => (window as never as Watched).headChanges)).toEqual([])
})

interface Noting {
  readonly noteMotion: (motion: string) => Promise<void>
}

interface Watched {
  readonly headChanges: readonly string[]
  readonly hide: (isHidden: boolean) => void
}
