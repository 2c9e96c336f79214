import { expect, test } from '#e2e/fixtures.ts'
import { expectChecks, expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { codeOf } from '#e2e/support/sign-in.ts'
import { connectButton, field, fillForm, integrationId, secretField } from '#e2e/support/wizard.ts'

test('without JavaScript a person signs in by code, connects, and the page refreshes itself to the result', async ({
  portal,
  people,
}) => {
  const email = await people.invited()
  const { page } = await people.visitor({ javaScriptEnabled: false })
  const since = portal.mailbox.mails().length
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a sign-in mail' }).click()
  await page.getByLabel('Code from the mail').fill(codeOf(await portal.mailbox.waitFor(email, since)))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations')

  portal.simulator.setLatency(2_500)
  await page.getByRole('link', { name: 'Connect Cloudflare' }).click()
  await page.getByRole('link', { name: 'Use an API token' }).click()
  await page.getByRole('link', { name: 'I have the token: enter it' }).click()
  await fillForm(page, sample('user token'))
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Verifying')
  await expectState(page, 'Connected', 30_000)
  await expectChecks(page, '20 of 20 checks done')
  await expect(
    section(page, 'Audit-log sample').getByRole('row').filter({ hasText: 'Login' }).first(),
  ).toBeVisible()
  await expect(section(page, 'Audit-log sample')).not.toContainText('mara.lindqvist')
})

test('without JavaScript a wrong id is explained at its field, the rest is kept, and the secret is not echoed', async ({
  people,
  customer,
}) => {
  const { page } = await people.member({ of: customer, javaScriptEnabled: false })
  const typed = sample('global key')
  await page.goto('/integrations/new?step=enter&method=global_key')
  await fillForm(page, { ...typed, zoneId: 'not-an-id' })
  await connectButton(page).click()
  await expect(field(page, 'Zone ID')).toHaveAccessibleDescription(
    /The Zone ID has 32 characters; this has 9/,
  )
  await expect(field(page, 'Zone ID')).toHaveValue('not-an-id')
  await expect(field(page, 'Account ID')).toHaveValue(typed.accountId)
  await expect(field(page, 'Auth Email')).toHaveValue(typed.email ?? '')
  await expect(secretField(page, 'global_key')).toHaveValue('')
  await expect(secretField(page, 'global_key')).toHaveAccessibleDescription(/it is never sent back/)
  expect(await page.content()).not.toContain(typed.secret)
  expect(page.url()).not.toContain(typed.secret)
  await field(page, 'Zone ID').fill(typed.zoneId)
  await secretField(page, 'global_key').fill(typed.secret)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
})

test('without JavaScript an integration is verified again, corrected, replaced and disconnected', async ({
  people,
  customer,
}) => {
  const { page } = await people.member({ of: customer, javaScriptEnabled: false })
  const typed = sample('user token')
  await page.goto('/integrations/new?step=enter&method=api_token')
  await fillForm(page, typed)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
  await page.getByRole('button', { name: 'Verify again' }).click()
  await expect(section(page, 'Activity')).toContainText('asked for a new verification')
  await page.getByRole('link', { name: 'Correct the ids' }).click()
  await field(page, 'Zone ID').fill('0')
  await page.getByRole('button', { name: 'Correct and verify' }).click()
  await expect(field(page, 'Zone ID')).toHaveAccessibleDescription(/has 32 characters; this has 1/)
  await field(page, 'Zone ID').fill(typed.zoneId)
  await page.getByRole('button', { name: 'Correct and verify' }).click()
  await page.getByRole('link', { name: 'Replace the credential' }).click()
  await secretField(page, 'api_token').fill(sample('account token').secret)
  await page.getByRole('button', { name: 'Replace and verify' }).click()
  await expectState(page, 'Connected')
  await expect(section(page, 'Details')).toContainText('cfat_…0000')
  await page.getByRole('link', { name: 'Disconnect' }).click()
  await page.getByRole('button', { name: 'Disconnect and destroy the credential' }).click()
  await expectState(page, 'Disconnected')
})

test('without JavaScript the history is read and paged, and a bundle is downloaded', async ({
  portal,
  people,
  customer,
}) => {
  const { page } = await people.member({ of: customer, javaScriptEnabled: false })
  await page.goto('/integrations/new?step=enter&method=api_token')
  await fillForm(page, sample('user token'))
  await connectButton(page).click()
  const id = await integrationId(page)
  await expectState(page, 'Connected')
  await portal.sql(
    `insert into verification (id, customer_id, integration_id, trigger, created_at, finished_at)
     select uuidv7(), $1, $2, 'schedule', now() - n * interval '1 day', now() from generate_series(1, 24) n`,
    [customer.id, id],
  )
  await page.reload()
  await page.getByRole('link', { name: 'History of all verifications (25)' }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(20)
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(5)
  await page.getByRole('link', { name: 'Newer' }).click()
  await page.getByRole('rowheader').first().getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Checks' })).toContainText('20 of 20 checks done')
  await page.getByRole('link', { name: 'Support bundle of this verification' }).click()
  await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeHidden()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^aquila-support-bundle-[0-9a-f-]{36}\.json$/)
  await expect(page.locator('#bundle-text')).toContainText('"bundleId"')
})
