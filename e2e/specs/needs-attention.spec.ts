import { harborSite, northwind, northwindShop } from '#e2e/cloudflare-simulator/world.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { check, expectCheck, expectChecks, expectState, section } from '#e2e/support/integration-page.ts'
import { sample, unknownToken } from '#e2e/support/samples.ts'
import { connect, field, secretField } from '#e2e/support/wizard.ts'

test('a wrong token: Cloudflare is quoted, the page says what to do, and a new token is entered without the ids', async ({
  member: { page },
}) => {
  await connect(page, { ...sample('user token'), secret: unknownToken() })
  await expectState(page, 'Needs attention')
  const row = check(page, 'Credential accepted')
  await expect(row).toContainText('Failed')
  await expect(row.getByRole('blockquote')).toHaveText(['“Invalid API Token”'])
  await expect(row).toContainText('Look for the token in your list at Cloudflare.')
  await expectCheck(page, 'Audit log readable', 'Not run')
  await expectChecks(page, '2 of 20 checks done, 1 failed, 18 not run')

  await row.getByRole('link', { name: 'Enter another credential' }).click()
  await expect(page.getByRole('textbox', { name: 'Account ID' })).toHaveCount(0)
  await secretField(page, 'api_token').fill(sample('user token').secret)
  await page.getByRole('button', { name: 'Replace and verify' }).click()
  await expectState(page, 'Connected')
  await expectChecks(page, '20 of 20 checks done')
  await expect(section(page, 'Details')).toContainText('version 2')
  await expect(section(page, 'Activity')).toContainText(
    'replaced the credential with cfut_…0000; the earlier one was destroyed',
  )
})

test('a wrong account: only the Account ID is corrected, the secret is not typed again', async ({
  member,
}) => {
  const { page, email } = member
  const typed = sample('account out of reach')
  await connect(page, typed)
  await expectState(page, 'Needs attention')
  const row = check(page, 'Account')
  await expect(row).toContainText('Failed')
  await expect(row).toContainText(`use the Account ID ${northwind.id}`)
  await row.getByRole('link', { name: 'Correct the Account ID' }).click()
  await expect(page.getByRole('main')).toContainText('you do not need to enter it again')
  await expect(field(page, 'Zone ID')).toHaveValue(typed.zoneId)
  await expect(page.getByLabel('API token', { exact: true })).toHaveCount(0)
  await field(page, 'Account ID').fill(northwind.id)
  await page.getByRole('button', { name: 'Correct and verify' }).click()
  await expectState(page, 'Connected')
  const activity = section(page, 'Activity').getByRole('listitem')
  await expect(activity.filter({ hasText: 'corrected the Account ID' })).toContainText(email)
  await expect(
    activity.filter({ hasText: 'sealed the credential anew for the corrected account' }),
  ).toContainText('AQUILA')
})

test('a zone of another account is named with the account it belongs to', async ({ member: { page } }) => {
  await connect(page, sample('zone in another account'))
  await expectState(page, 'Needs attention')
  const row = check(page, `Zone ${harborSite.name} belongs to the account`)
  await expect(row).toContainText('Failed')
  await expect(row).toContainText(
    `belongs to the account “${harborSite.account.name}” (${harborSite.account.id})`,
  )
  await row.getByRole('link', { name: 'Correct the Zone ID' }).click()
  await field(page, 'Zone ID').fill(northwindShop.id)
  await page.getByRole('button', { name: 'Correct and verify' }).click()
  await expectState(page, 'Connected')
  await expect(section(page, 'Activity')).toContainText('corrected the Zone ID')
})

test('a token that may not read the audit log needs one more permission, and the page names it', async ({
  member: { page },
}) => {
  await connect(page, sample('only Access Audit Logs'))
  await expectState(page, 'Needs attention')
  const row = check(page, 'Audit log readable')
  await expect(row).toContainText('Failed')
  await expect(row).toContainText('Add “Account Settings: Read” to the token, then verify again.')
  await expect(row).toContainText('“Access: Audit Logs” is another log and does not open this one.')
  await expect(row.getByRole('blockquote').first()).toBeVisible()
  await expect(row.getByRole('link', { name: /Open API Tokens at Cloudflare/ })).toHaveAttribute(
    'rel',
    /noopener/,
  )
  await row.getByRole('group').click()
  await expect(row).toContainText(`GET /accounts/${northwind.id}/`)
  await expect(row).toContainText(/[0-9a-f]{16}-SIM/)
  await expect(section(page, 'Audit-log sample')).toContainText('Cloudflare refused to show the audit log')
})

test('an audit log without records is connected, and the sample says that it is empty', async ({
  member: { page },
}) => {
  await connect(page, sample('empty audit log'))
  await expectState(page, 'Connected')
  await expect(section(page, 'Audit-log sample')).toContainText(
    'Cloudflare answered: no records in the last 30 days',
  )
})
