import { expect, test } from '#e2e/fixtures.ts'
import { check, expectChecks, expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

test('a token that lacks a permission connects, and both member and staff read which and what stays unseen', async ({
  member: { page },
  staff,
}) => {
  const gaps = /Connected with gaps.*1 permission missing: Zone Settings\./
  const id = await connect(page, sample('no Zone Settings'))
  await expectChecks(page, '20 of 20 checks done, 1 permission missing')
  await expectState(page, 'Connected with gaps')
  await expect(page.getByRole('main')).toContainText(gaps)
  await expect(
    section(page, 'Verification').getByRole('heading', { name: 'Permissions', exact: true }),
  ).toBeVisible()
  const row = check(page, 'Zone Settings: Read')
  await expect(row).toContainText('Missing')
  await expect(row).toContainText('AQUILA will not see')
  await expect(row).toContainText('Add “Zone Settings: Read” to the token at Cloudflare, then verify again.')
  await expect(row.getByRole('link', { name: /API Tokens at Cloudflare/ })).toBeVisible()

  await staff.page.goto(`/admin/integrations/${id}`)
  await expect(staff.page.getByRole('main')).toContainText(gaps)
  await expect(check(staff.page, 'Zone Settings: Read')).toContainText('AQUILA will not see')
})
