import { expect, test } from './kit/test.js'

test('opens', async ({ page, kit }) => {
  await kit.open({ onServer: true, situation: 'unreachable' })
  await page.evaluate(() => window.kit.pass(2000))
  console.log(await page.evaluate(() => document.body.innerText), kit.complaints, await page.evaluate(() => [window.kit.exported, window.kit.languages]))
  await page.screenshot({ path: '/tmp/kitshot.png', fullPage: true })
  expect(kit.complaints).toEqual([])
})
