import { expect, test } from './desk.js'
import { patience } from './patience.js'

test('a reload while the API is dead shows the last report with its age, as stale, and then the truth', async ({
  desk,
  faults,
}) => {
  await desk.openInGoodHealth()
  await faults.set('api', 'down')
  await desk.page.reload()
  await desk.expectStatus('unhealthy', 'unreachable', 10)

  await expect(desk.page.getByText('They will appear here by themselves.')).toBeVisible()

  const sightings = await desk.sightings()
  const truth = sightings.findIndex(({ status }) => status === 'unhealthy')
  const restored = sightings.slice(0, truth).findLast(({ source }) => source === 'restored')
  expect(restored).toMatchObject({ status: 'healthy', isStale: true })

  // Nothing current is known of the components; how old the last report is comes, and stays on the screen.
  await expect(desk.indicator).toHaveAttribute('data-stale')
  const age = desk.indicator.locator('time')
  await expect(age).toBeVisible({ timeout: patience(25) })
  expect(Date.parse((await age.getAttribute('datetime')) ?? '')).toBeLessThan(Date.now())
})

test('a restored report is no news: it closes no gate, and its trouble is not announced', async ({
  desk,
  faults,
  request,
}) => {
  await faults.set('recommendations', 'down')
  await desk.open()
  await desk.expectStatus('degraded', 'component', 5)
  await desk.leave()
  await faults.set('recommendations', 'ok')
  await expect
    .poll(async () => (await (await request.get(desk.healthUrl)).json()).status, { timeout: patience(10) })
    .toBe('healthy')

  // A report that is there first is shown first: what is stored gets the time to be read.
  await faults.set('api', 'slow', 1000)
  await desk.open()
  await desk.expectStatus('healthy', null, 5)
  expect(await desk.sightings()).toContainEqual(
    expect.objectContaining({ status: 'degraded', source: 'restored', isStale: true }),
  )
  await expect(desk.gate).not.toHaveAttribute('data-closed')
  expect(await desk.announcements()).toEqual([])
})
