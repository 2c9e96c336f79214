import { expect, test } from '#e2e/fixtures.ts'
import { check, expectChecks, expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect, connectButton, field, fillForm, integrationId, secretField } from '#e2e/support/wizard.ts'

test('a member connects with an API token, watches the checks come in, and reads the sample', async ({
  portal,
  member: { page },
}) => {
  const typed = sample('user token')
  portal.simulator.setLatency(400)
  await page.goto('/integrations')
  await page.getByRole('link', { name: 'Connect Cloudflare' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Choose how AQUILA signs in at Cloudflare')
  await page.getByRole('link', { name: 'Use an API token' }).click()
  const prefilled = page.getByRole('link', { name: 'Open the filled-in form' })
  await expect(prefilled).toHaveAttribute('href', /^https:\/\/dash\.cloudflare\.com\/.*permissionGroupKeys=/)
  await page.getByRole('link', { name: 'I have the token: enter it' }).click()
  await fillForm(page, typed)
  await connectButton(page).click()
  await integrationId(page)

  await expect(page.getByRole('progressbar', { name: 'Checks done' })).toBeVisible()
  await expect(check(page, 'Credential accepted')).toContainText('Waiting')
  await expectChecks(page, '20 of 20 checks done')
  await expectState(page, 'Connected')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Northwind Bikes')
  await expect(section(page, 'Details')).toContainText('cfut_…0000')

  const login = section(page, 'Audit-log sample').getByRole('row').filter({ hasText: 'Login' }).first()
  await expect(login).toContainText('m•••@northwind-bikes.example')
  await expect(login).toContainText('203.0.•••')
})

test('a member connects with Auth Email and Global API Key', async ({ member: { page } }) => {
  const typed = sample('global key')
  await page.goto('/integrations/new')
  await page.getByRole('link', { name: 'Use the Global API Key' }).click()
  await expect(page.getByRole('main')).toContainText('This key opens everything its owner can open')
  await page
    .getByRole('link', { name: /enter it/ })
    .filter({ visible: true })
    .click()
  await fillForm(page, typed)
  await connectButton(page).click()
  await integrationId(page)
  await expectChecks(page, '20 of 20 checks done')
  await expectState(page, 'Connected')
  await expect(section(page, 'Details')).toContainText('Global API Key (legacy)')
  await expect(section(page, 'Details')).toContainText(typed.email ?? '')
  await expect(
    section(page, 'Audit-log sample').getByRole('row').filter({ hasText: 'Logout' }).first(),
  ).toBeVisible()
})

test('an account-owned token connects although the user endpoint does not know it', async ({
  member: { page },
}) => {
  await connect(page, sample('account token'))
  await expectChecks(page, '20 of 20 checks done')
  await expect(check(page, 'Credential accepted')).toContainText('as an account-owned token')
  await expectState(page, 'Connected')
})

test('a paste with line breaks, "Bearer" and quotes around it connects', async ({ member: { page } }) => {
  const typed = sample('user token')
  const half = typed.secret.length / 2
  await page.goto('/integrations/new?step=enter&method=api_token')
  await field(page, 'Account ID').fill(` "${typed.accountId.toUpperCase()}" `)
  await field(page, 'Zone ID').fill(`\t${typed.zoneId} `)
  await secretField(page, 'api_token').evaluate(
    (input: HTMLInputElement, text) => {
      input.focus()
      document.execCommand('insertText', false, text)
    },
    `"Bearer ${typed.secret.slice(0, half)}\n${typed.secret.slice(half)}" `,
  )
  await expect(page.getByRole('status').filter({ hasText: 'Looks like a user API token' })).toBeVisible()
  await connectButton(page).click()
  await integrationId(page)
  await expectChecks(page, '20 of 20 checks done')
  await expectState(page, 'Connected')
})

test('a Global API Key pasted into the token field offers to switch and keeps what was pasted', async ({
  member: { page },
}) => {
  const typed = sample('global key')
  await page.goto('/integrations/new?step=enter&method=api_token')
  await secretField(page, 'api_token').fill(typed.secret)
  await field(page, 'Account ID').fill(typed.accountId)
  await page.getByRole('button', { name: /^Switch .*keep what was pasted$/ }).click()
  await expect(page).toHaveURL(/method=global_key/)
  await expect(secretField(page, 'global_key')).toHaveValue(typed.secret)
  await expect(field(page, 'Account ID')).toHaveValue(typed.accountId)
  await field(page, 'Auth Email').fill(typed.email ?? '')
  await field(page, 'Zone ID').fill(typed.zoneId)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
})
