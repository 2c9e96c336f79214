import { expect, test } from '#e2e/fixtures.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect, secretField } from '#e2e/support/wizard.ts'

test('verify again asks Cloudflare anew and says who asked', async ({ portal, member }) => {
  const { page, email } = member
  await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  const asked = portal.simulator.calls().length
  await section(page, 'Verification').getByRole('button', { name: 'Verify again' }).click()
  const activity = section(page, 'Activity').getByRole('listitem')
  await expect(activity.filter({ hasText: 'asked for a new verification' })).toContainText(email)
  await expect(activity.filter({ hasText: 'verified the credential: connected' })).toHaveCount(2)
  await expectState(page, 'Connected')
  expect(portal.simulator.calls().length).toBeGreaterThan(asked)
})

test('while it is verified again the focus stays on the button, and what was read stays on the page', async ({
  portal,
  member: { page },
}) => {
  await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  const sources = page.getByRole('region', { name: 'Log sources' }).getByRole('table')
  const records = section(page, 'Audit-log sample').getByRole('table')
  await expect(sources).toBeVisible()
  await expect(records.first()).toBeVisible()
  portal.simulator.setLatency(1_500)
  const again = section(page, 'Verification').getByRole('button', { name: 'Verify again' })
  await again.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Verifying…' })).toBeFocused()
  await expect(section(page, 'Verification').getByRole('progressbar')).toBeVisible()
  await expect(sources).toBeVisible()
  await expect(records.first()).toBeVisible()
  await page.keyboard.press('Enter')
  portal.simulator.setLatency(0)
  await expect(again).toBeFocused()
  await expect(section(page, 'Activity').getByText('asked for a new verification')).toHaveCount(1)
})

test('disconnecting asks first, destroys the sealed bytes and the sample, and keeps the trail', async ({
  portal,
  member: { page },
}) => {
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await page.getByRole('link', { name: 'Replace the credential' }).click()
  await secretField(page, 'api_token').fill(sample('account token').secret)
  await page.getByRole('button', { name: 'Replace and verify' }).click()
  await expect(section(page, 'Details')).toContainText('version 2')
  await expectState(page, 'Connected')

  await page.getByRole('link', { name: 'Disconnect' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Disconnect Northwind Bikes?')
  await page.getByRole('link', { name: 'Keep it connected' }).click()
  await expectState(page, 'Connected')
  await page.getByRole('link', { name: 'Disconnect' }).click()
  await page.getByRole('button', { name: 'Disconnect and destroy the credential' }).click()
  await expectState(page, 'Disconnected')
  await expect(section(page, 'Details')).toContainText('Destroyed')
  await expect(page.getByRole('region', { name: 'Audit-log sample' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Replace the credential' })).toHaveCount(0)
  await expect(section(page, 'Activity')).toContainText(
    'disconnected the account; the sealed credential was destroyed',
  )
  await expect(section(page, 'Activity')).toContainText('entered a credential and connected the account')

  const credentials = await portal.sql<{ sealed: Buffer | null; destroyed_at: Date | null }>(
    'select sealed, destroyed_at from credential where integration_id = $1',
    [id],
  )
  expect(credentials.map(({ sealed }) => sealed)).toEqual([null, null])
  expect(credentials.every(({ destroyed_at }) => destroyed_at !== null)).toBe(true)
  expect(await portal.sql('select from sample where integration_id = $1', [id])).toHaveLength(0)
  for (const part of ['replace', 'correct', 'disconnect']) {
    await page.goto(`/integrations/${id}/${part}`)
    await expect(page).toHaveURL(`/integrations/${id}`)
  }
})

test('after disconnecting the same account can be connected anew', async ({ member: { page } }) => {
  const first = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await page.getByRole('link', { name: 'Disconnect' }).click()
  await page.getByRole('button', { name: 'Disconnect and destroy the credential' }).click()
  await expectState(page, 'Disconnected')
  expect(await connect(page, sample('user token'))).not.toBe(first)
  await expectState(page, 'Connected')
  await page.goto('/integrations')
  await expect(page.getByRole('row').filter({ hasText: 'Northwind Bikes' })).toHaveCount(2)
})

test('a credential replaced by a wrong one needs attention, with the failed check first in sight', async ({
  member: { page },
}) => {
  await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await page.getByRole('link', { name: 'Replace the credential' }).click()
  await page.getByRole('link', { name: /Use email and Global API Key instead/ }).click()
  await page.getByLabel('Auth Email').fill(sample('wrong key').email ?? '')
  await secretField(page, 'global_key').fill(sample('wrong key').secret)
  await page.getByRole('button', { name: 'Replace and verify' }).click()
  await expectState(page, 'Needs attention')
  await expect(section(page, 'Verification')).toContainText(
    'Cloudflare does not know this key together with this e-mail address',
  )
  await expect(section(page, 'Verification').getByRole('blockquote').first()).toHaveText(
    '“Unknown X-Auth-Key or X-Auth-Email”',
  )
})
