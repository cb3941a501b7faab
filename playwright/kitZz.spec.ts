import { test } from './kit/test.js'
for (const [n, o] of Object.entries({ light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, forced: { forcedColors: 'active' }, print: {media:'print'} }))
test('shot ' + n, async ({ page, kit }) => {
  await page.emulateMedia(o as never)
  await kit.open()
  await kit.show('trouble')
  await page.screenshot({ path: `/tmp/kitproof/s-${n}.png`, fullPage: true })
  if (n === 'light') {
    await page.setViewportSize({ width: 320, height: 640 })
    await kit.open({ look: 'large', language: 'de' }); await kit.show('trouble')
    await page.screenshot({ path: `/tmp/kitproof/s-320de.png`, fullPage: true })
    await kit.open({ language: 'ar' }); await kit.show('trouble')
    await page.screenshot({ path: `/tmp/kitproof/s-320ar.png`, fullPage: true })
  }
})
