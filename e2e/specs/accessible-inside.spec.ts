import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { check, expectState } from '#e2e/support/integration-page.ts'
import { openAsStaff, stateReason } from '#e2e/support/open-as-staff.ts'
import { connectAndCount } from '#e2e/support/sample-section.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

// The pages are long, and each is looked at four times: light and dark, on a desk and on a phone.
test.describe.configure({ timeout: 300_000 })

test('lists and pages of integrations are accessible: connected, needing attention, disconnected', async ({
  member,
  staff,
}) => {
  const { page } = member
  await page.goto('/integrations')
  await expectAccessible(page)
  const id = await connect(page, sample('hostile audit log'))
  await expectState(page, 'Connected')
  await page.getByRole('button', { name: 'Show personal data' }).click()
  await page.getByRole('group').filter({ hasText: 'Download these records' }).locator('summary').click()
  await expectAccessible(page)
  await page
    .getByRole('button', { name: /^Details of/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
  for (const part of ['replace', 'replace?method=global_key', 'correct', 'disconnect']) {
    await page.goto(`/integrations/${id}/${part}`)
    await expectAccessible(page)
  }
  await page.getByRole('button', { name: 'Disconnect and destroy the credential' }).click()
  await expectState(page, 'Disconnected')
  await expectAccessible(page)
  await connect(page, sample('no Account Settings'))
  await expectState(page, 'Needs attention')
  await check(page, 'Audit log readable').getByRole('group').click()
  await expectAccessible(page)
  await page.goto('/integrations')
  await expectAccessible(page)

  await staff.page.goto('/admin/integrations')
  await expectAccessible(staff.page)
  await staff.page.goto('/admin/integrations?search=nothing+has+this+name')
  await expectAccessible(staff.page)
  await openAsStaff(staff.page, id)
  await expectAccessible(staff.page)
})

test('history, one verification and the support bundle are accessible, for members and staff', async ({
  member: { page },
  staff,
}) => {
  const id = await connect(page, sample('no Account Settings'))
  await expectState(page, 'Needs attention')
  await page.getByRole('button', { name: 'Verify again' }).first().click()
  await expectState(page, 'Needs attention')
  for (const [base, reader] of [
    ['/integrations', page],
    ['/admin/integrations', staff.page],
  ] as const) {
    await reader.goto(`${base}/${id}/history`)
    if (reader === staff.page) await stateReason(reader)
    await expectAccessible(reader)
    const title = reader.getByRole('heading', { level: 1 })
    await reader.getByRole('rowheader').first().getByRole('link').click()
    await expect(title).toHaveText(/^Verification of/)
    await expectAccessible(reader)
    await reader.getByRole('link', { name: 'Support bundle of this verification' }).click()
    await expect(title).toHaveText('Support bundle')
    await expectAccessible(reader)
  }
})

test('the sample is accessible: personal data shown, the download unfolded, and a record opened', async ({
  member: { page },
}) => {
  await connectAndCount(page, 'created 12 minutes ago')
  await page.getByRole('button', { name: 'Show personal data' }).click()
  await page.getByText('Download these records').click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Details of Login' }).first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
})

test('a verification that runs, and one that could not tell, are accessible', async ({
  portal,
  member: { page },
}) => {
  portal.simulator.setLatency(8_000)
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Verifying')
  await expectAccessible(page)
  portal.simulator.setLatency(0)
  portal.simulator.setDown(true)
  await page.goto(`/integrations/${id}`)
  await connect(page, sample('empty audit log'))
  await expectState(page, 'Not confirmed yet')
  await expectAccessible(page)
})
