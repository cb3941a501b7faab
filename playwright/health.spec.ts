import { expect, test } from './desk.js'

test('the desk is healthy within three seconds of its load', async ({ desk }) => {
  await desk.open()
  await desk.expectStatus('healthy', null, 3)
  await expect(desk.indicator).toHaveAttribute('data-source', 'live')
  await expect(desk.indicator).not.toHaveAttribute('data-stale')
})

test('indicator, banner and gate say in attributes what they show', async ({ desk }) => {
  await desk.openInGoodHealth()
  for (const widget of [desk.indicator, desk.banner, desk.gate]) {
    await expect(widget).toHaveCount(1)
    await expect(widget).toHaveAttribute('data-status', 'healthy')
  }
  await expect(desk.banner).toBeHidden()
  await expect(desk.banner).toBeEmpty()
  await expect(desk.gate).not.toHaveAttribute('data-closed')
})

test('a good start is not announced', async ({ desk }) => {
  await desk.openInGoodHealth()
  expect(await desk.announcements()).toEqual([])
})

test('the page works without an error or a warning in the console', async ({ desk }) => {
  const complaints: string[] = []
  desk.page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  desk.page.on('pageerror', (error) => complaints.push(error.message))
  await desk.openInGoodHealth()
  await desk.fillIn('Nora')
  await desk.create.click()
  await expect(desk.gate.getByText(/^Order \d+ is saved\.$/)).toBeVisible()
  expect(complaints).toEqual([])
})
