import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { invite, openInvitation } from '#e2e/support/colleagues.ts'
import type { Person } from '#e2e/support/people.ts'
import { askForMail, linkOf, queueIsIdle } from '#e2e/support/sign-in.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

test.beforeEach(({ portal }) => portal.sql('delete from rate_limit'))

async function makeAdmin(portal: TestPortal, { id }: Person): Promise<void> {
  await portal.sql("update staff_role set role = 'admin' where person_id = $1", [id])
}

test('staff create a customer, whose first owner gets the mail, signs in and is there; then one is made of a member', async ({
  portal,
  people,
  staff,
}) => {
  // Four looks of axe at each page take their time.
  test.setTimeout(120_000)
  const { page } = staff
  const name = `Harbor & Söhne ${Date.now()}`
  const email = `first-owner-${Date.now()}@harbor.example`
  await page.goto('/admin/customers')
  await page.getByRole('link', { name: 'Create a customer' }).click()
  await page.getByRole('button', { name: 'Create the customer' }).click()
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/Enter the name/)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail address of the first owner').fill('not an address')
  await page.getByRole('button', { name: 'Create the customer' }).click()
  await expect(page.getByLabel('E-mail address of the first owner')).toHaveAccessibleDescription(
    /one e-mail address/,
  )
  await expect(page.getByLabel('Name')).toHaveValue(name)
  await page.getByLabel('E-mail address of the first owner').fill(email)
  const since = portal.mailbox.mails().length
  await page.getByRole('button', { name: 'Create the customer' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(openInvitation(page, email)).toContainText('as owner')
  const mail = await portal.mailbox.waitFor(email, since)
  expect(mail.subject).toBe('Your invitation to AQUILA')
  await queueIsIdle(portal)

  const owner = await people.visitor()
  const asked = portal.mailbox.mails().length
  await askForMail(owner.page, email)
  await owner.page.goto(linkOf(await portal.mailbox.waitFor(email, asked)))
  await expect(owner.page.getByRole('main')).toContainText(name)

  await page.reload()
  const row = page.getByRole('listitem').filter({ hasText: email })
  await expect(row).toContainText('Owner, joined')
  await row.getByRole('button', { name: 'Make a member' }).click()
  await expect(row).toContainText('Member, joined')
  await invite(page, 'elsewhere@another-domain.example')
  await expect(openInvitation(page, 'elsewhere@another-domain.example')).toContainText('Invited by AQUILA')
  await openInvitation(page, 'elsewhere@another-domain.example')
    .getByRole('button', { name: 'Withdraw' })
    .click()
  await expect(page.getByRole('main')).toContainText('No invitation is open')
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  await page.getByRole('searchbox').fill(email)
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('rowheader')).toHaveText([name])
  await expectAccessible(page)
  await page.goto('/admin/customers/new')
  await page.getByLabel('Name').fill(name.toUpperCase())
  await page.getByRole('button', { name: 'Create the customer' }).click()
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/exists already/)
  await expectAccessible(page)
})

test('whose access is taken is out at the next click, and back when it is given back', async ({
  member,
  staff,
}) => {
  await member.page.goto('/integrations')
  await staff.page.goto(`/admin/customers/${member.customer.id}`)
  const row = staff.page.getByRole('listitem').filter({ hasText: member.email })
  await row.getByText('Take access away').first().click()
  await expect(row).toContainText('Every session of this person ends at once')
  await row.getByRole('button', { name: 'Take access away now' }).click()
  await expect(row).toContainText('No access')
  await member.page.getByRole('link', { name: 'Colleagues' }).click()
  await expect(member.page).toHaveURL(/sign-in/)
  await row.getByRole('button', { name: 'Give access back' }).click()
  await expect(row).toContainText('Member, joined')
})

test('an admin decides who is staff; support sees it and decides nothing', async ({
  portal,
  people,
  staff,
}) => {
  // Four looks of axe at each page take their time.
  test.setTimeout(120_000)
  const admin = await people.staff()
  await makeAdmin(portal, admin)
  const { page } = admin
  const email = `new-colleague-${Date.now()}@aquila.example`
  await page.goto('/admin/staff')
  await page.getByLabel('E-mail address').fill(email)
  const since = portal.mailbox.mails().length
  await page.getByRole('button', { name: 'Give the role' }).click()
  await expect(page.getByRole('status')).toContainText(`${email} is support now`)
  expect((await portal.mailbox.waitFor(email, since)).subject).toBe(
    'Your access to the staff console of AQUILA',
  )
  const row = page.getByRole('listitem').filter({ hasText: email })
  await row.getByRole('button', { name: 'Make an admin' }).click()
  await expect(row).toContainText('Admin, joined')
  await expectAccessible(page)
  await row.getByText('Take the role away').first().click()
  await row.getByRole('button', { name: 'Take the role away now' }).click()
  await expect(row).toHaveCount(0)
  const own = page.getByRole('listitem').filter({ hasText: admin.email })
  await expect(own.getByRole('button')).toHaveCount(0)

  await staff.page.goto('/admin/staff')
  await expect(staff.page.getByRole('listitem').filter({ hasText: admin.email })).toContainText('Admin')
  await expect(staff.page.getByRole('main').getByRole('button')).toHaveCount(0)
  await expect(staff.page.getByRole('main')).toContainText('Only an admin changes who belongs here.')
})

test('without JavaScript staff take access away and give it back', async ({ people, member }) => {
  const { page } = await people.staff({ javaScriptEnabled: false })
  await page.goto(`/admin/customers/${member.customer.id}`)
  const row = page.getByRole('listitem').filter({ hasText: member.email })
  await row.getByText('Take access away').first().click()
  await row.getByRole('button', { name: 'Take access away now' }).click()
  await expect(row).toContainText('No access')
  await row.getByRole('button', { name: 'Give access back' }).click()
  await expect(row).toContainText('Member, joined')
})
