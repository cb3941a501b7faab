import { expect, test } from './kit/test.js'

test.use({ mode: 'production' })

/** A 60th of a second, in milliseconds. */
const FRAME = 1000 / 60
/** Names, shares and texts of 90 days cost so many times what 90 nameless bars do, at most. */
const MOST_TIMES = 20

test('the bars of 90 days are rendered and laid out inside one frame (U19)', async ({ page, kit }) => {
  await kit.open({ only: ['StatusTimeline'] })
  const { timeline, plainBars } = await page.evaluate(() => window.kit.measureRenderCost())
  test.info().annotations.push({ type: 'cost', description: `${timeline} ms; plain bars: ${plainBars} ms` })
  expect(timeline).toBeLessThan(FRAME)
  expect(timeline).toBeLessThan(MOST_TIMES * plainBars)
  await expect(page.locator('[data-exhibit="StatusTimeline"] [data-api-status="timeline-bar"]')).toHaveCount(
    90,
  )
  expect(kit.complaints).toEqual([])
})
