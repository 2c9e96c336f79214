import { expect } from '@playwright/test'
import type { Walker } from '#e2e/canary/walker.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import { connect } from '#e2e/support/wizard.ts'

/** What staff can do with a credential: paste it where it does not belong. */
export const staffWalks: Record<string, (walker: Walker) => Promise<void>> = {
  async 'staff paste one into the fields of an integration: reasons, note, code'({
    member,
    staff,
    known,
    unknown,
  }) {
    const { page: members } = await member()
    const id = await connect(members, known('account token'))
    await expectState(members, 'Connected')
    const { page } = await staff()
    const { secret } = unknown('api_token')
    await page.goto(`/admin/integrations/${id}`)
    await page.getByLabel('The customer asked for help').check()
    await page.getByLabel('In your words').fill(`they sent ${secret}`)
    await page.getByRole('button', { name: 'State the reason and open' }).click()
    await expect(page.getByRole('main')).toContainText('looks like a credential')
    await openAsStaff(page, id)
    for (const reader of ['staff only', 'on the integration’s page', 'by mail']) {
      await page.getByLabel('Write a note').fill(`Use this:\n${secret}`)
      await page.getByLabel(reader).check()
      await page.getByRole('button', { name: 'Write it' }).click()
      await expect(page.getByRole('main')).toContainText('holds a credential')
    }
    await page.goto(`/admin/integrations/${id}/disconnect`)
    await page.getByRole('button', { name: 'Mail me a code' }).click()
    await expect(page.getByRole('main')).toContainText('A code is on its way')
    await page.getByLabel('Code from the mail').evaluate((field) => field.removeAttribute('maxlength'))
    await page.getByLabel('Code from the mail').fill(secret)
    await page.getByLabel('Reason, which').fill(`Use this:\n${secret}`)
    await page.getByRole('button', { name: 'Disconnect and destroy' }).click()
    await expect(page.getByLabel('Code from the mail')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByRole('main')).toContainText('holds a credential')
  },
  async 'staff paste one into searches, and into the fields of customers and people'({
    portal,
    member,
    staff,
    unknown,
  }) {
    const { customer } = await member()
    const admin = await staff()
    await portal.sql("update staff_role set role = 'admin' where person_id = $1", [admin.id])
    const { page } = admin
    for (const kind of ['api_token', 'global_key'] as const) {
      const { secret } = unknown(kind)
      for (const [path, name] of [
        ['/admin/integrations', 'Filter'],
        ['/admin/customers', 'Search'],
        ['/admin/activity', 'Filter'],
      ] as const) {
        await page.goto(path)
        await page.getByRole('search').locator('input[name=search], input[name=actor]').fill(secret)
        await page.getByRole('button', { name, exact: true }).click()
        await expect(page.getByText('This looks like a credential. It was not sent')).toBeVisible()
      }
      await page.goto('/admin/customers/new')
      await page.getByLabel('Name').fill(secret)
      await page.getByLabel('E-mail address of the first owner').fill(secret)
      await page.getByRole('button', { name: 'Create the customer' }).click()
      await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true')
      for (const path of [`/admin/customers/${customer.id}`, '/admin/staff']) {
        await page.goto(path)
        await page.getByLabel('E-mail address').fill(secret)
        await page.getByRole('button', { name: /Invite and send|Give the role/ }).click()
        await expect(page.getByLabel('E-mail address')).toHaveAttribute('aria-invalid', 'true')
      }
      await page.goto('/admin/keys')
    }
  },
}
