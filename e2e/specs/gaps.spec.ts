import { expect, test } from '#e2e/fixtures.ts'
import { check, expectChecks, expectState, section } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
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

  await openAsStaff(staff.page, id)
  await expect(staff.page.getByRole('main')).toContainText(gaps)
  await expect(check(staff.page, 'Zone Settings: Read')).toContainText('AQUILA will not see')
})

test('several missing permissions are one list to copy and one place to add them, not a button in every row', async ({
  people,
  customer,
}) => {
  const { page, context } = await people.member({ of: customer })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await connect(page, sample('no WAF at all'))
  await expectState(page, 'Connected with gaps')
  const verification = section(page, 'Verification')
  await expect(
    verification.getByRole('heading', { name: 'Add these 2 to the token, then verify again' }),
  ).toBeVisible()
  await verification.getByRole('button', { name: 'Copy these 2' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('Account WAF: Read\nZone WAF: Read')
  await expect(verification.getByRole('link', { name: /API Tokens at Cloudflare/ })).toHaveCount(1)
  await expect(check(page, 'Zone WAF: Read')).toContainText('AQUILA will not see')
})

test('what the role of a key’s owner lacks is not called addable to a token', async ({
  member: { page },
}) => {
  await connect(page, sample('key of a smaller role'))
  await expectState(page, 'Connected with gaps')
  await expect(check(page, 'Intel: Read')).toContainText('Missing')
  await expect(section(page, 'Verification')).not.toContainText('Add these')
})
