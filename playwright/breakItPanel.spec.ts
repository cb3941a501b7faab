import { expect, test } from './desk.js'

test('the panel shows what is broken, breaks it and mends it, by keyboard alone', async ({
  desk,
  faults,
}) => {
  await faults.set('disk', 'down')
  await desk.open()
  const modesOf = (name: string) => desk.page.getByRole('group', { name })
  const disk = modesOf('Disk')
  await expect(disk.getByRole('button', { name: 'down' })).toHaveAttribute('aria-pressed', 'true')

  await disk.getByRole('button', { name: 'ok' }).press('Enter')
  await expect(disk.getByRole('button', { name: 'ok' })).toHaveAttribute('aria-pressed', 'true')
  await expect(disk.getByRole('button', { name: 'down' })).toHaveAttribute('aria-pressed', 'false')
  await desk.expectStatus('healthy', null, 20)

  await modesOf('API').getByRole('button', { name: 'down' }).press('Enter')
  await desk.expectStatus('unhealthy', 'unreachable', 20)
  await modesOf('API').getByRole('button', { name: 'ok' }).press('Enter')
  await desk.expectStatus('healthy', null, 40)
})
