import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { colleagues, invite, openInvitation } from '#e2e/support/colleagues.ts'
import { loadForm, postForm } from '#e2e/support/forms.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { askForMail, linkOf, queueIsIdle } from '#e2e/support/sign-in.ts'
import { connect } from '#e2e/support/wizard.ts'

test.beforeEach(({ portal }) => portal.sql('delete from rate_limit'))

test('a member invites the colleague who owns the Cloudflare account, who signs in by the mail and connects it', async ({
  portal,
  member,
  people,
}) => {
  const { page } = member
  const email = 'cloudflare-owner@customer.example'
  await page.goto('/integrations')
  await page.getByRole('link', { name: 'Invite that colleague' }).click()
  await expect(page.getByRole('main')).toContainText('No invitation is open')
  const since = portal.mailbox.mails().length
  await invite(page, email)
  await expect(page.getByRole('status')).toHaveText(`${email} is invited. AQUILA mails the invitation now.`)
  await expect(openInvitation(page, email)).toContainText(`Invited by ${member.email}`)
  const mail = await portal.mailbox.waitFor(email, since)
  expect(mail.subject).toBe(`${member.email} invites you to AQUILA`)
  expect(mail.text.replaceAll('\n', ' ')).toContain(member.customer.name)
  await queueIsIdle(portal)
  await page.reload()
  await expect(openInvitation(page, email)).toContainText('mailed just now')

  const invited = await people.visitor()
  await invited.page.goto(linkOf(mail))
  await expect(invited.page).toHaveURL('/sign-in')
  const asked = portal.mailbox.mails().length
  await askForMail(invited.page, email)
  await invited.page.goto(linkOf(await portal.mailbox.waitFor(email, asked)))
  await connect(invited.page, sample('user token'))
  await expectState(invited.page, 'Connected')

  await page.goto('/integrations')
  await expect(page.getByRole('main')).toContainText('Northwind Bikes')
  await page.getByRole('link', { name: 'Colleagues' }).click()
  await expect(colleagues(page)).toContainText(email)
  await expect(page.getByRole('main')).toContainText('No invitation is open')
})

test('an address that is here or invited already is named as such, and no mail is sent', async ({
  portal,
  member: { page, email: own },
}) => {
  const email = 'invited-once@customer.example'
  await page.goto('/colleagues')
  await invite(page, email)
  await expect(openInvitation(page, email)).toBeVisible()
  await invite(page, email)
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(
    /This address is invited already/,
  )
  await expect(page.getByLabel('E-mail address')).toHaveValue(email)
  await expectAccessible(page)
  await invite(page, own)
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(
    /a colleague who is here already/,
  )
  await invite(page, 'not an address')
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(/Enter one e-mail address/)
  await queueIsIdle(portal)
  expect(portal.mailbox.mails().filter(({ to }) => to === email)).toHaveLength(1)
})

test('without JavaScript colleagues are invited, an invitation is sent again and withdrawn', async ({
  portal,
  people,
}) => {
  const { page } = await people.member({ javaScriptEnabled: false })
  const email = 'no-script@customer.example'
  await page.goto('/colleagues')
  await invite(page, email)
  await expect(page.getByRole('status')).toContainText(`${email} is invited`)
  await openInvitation(page, email)
    .getByRole('button', { name: `Send again (${email})` })
    .click()
  await expect(openInvitation(page, email).getByRole('status')).toHaveText('On its way again.')
  await queueIsIdle(portal)
  await openInvitation(page, email)
    .getByRole('button', { name: `Withdraw (${email})` })
    .click()
  await expect(page.getByRole('main')).toContainText('No invitation is open')
  await invite(page, 'not an address')
  await expect(page.getByLabel('E-mail address')).toHaveValue('not an address')
  expect(portal.mailbox.mails().filter(({ to }) => to === email).length).toBeGreaterThanOrEqual(1)
})

test('only an owner is offered to invite an owner, and nobody else can by other means', async ({
  portal,
  member,
}) => {
  const { page } = member
  await page.goto('/colleagues')
  await expect(page.getByLabel('Role')).toHaveCount(0)
  const form = await loadForm(portal, member, '/colleagues', ['email'])
  const fields = { ...form, email: 'owner@customer.example', role: 'owner' }
  const answer = await postForm(portal, member, '/colleagues', fields)
  expect(answer.body).toContain('Only an owner can invite an owner')
  expect(await portal.sql("select from invitation where email = 'owner@customer.example'")).toHaveLength(0)
  await portal.sql("update membership set role = 'owner' where person_id = $1", [member.id])
  await page.reload()
  await page.getByLabel('Role').selectOption('owner')
  await invite(page, 'owner@customer.example')
  await expect(openInvitation(page, 'owner@customer.example')).toContainText('as owner')
  await expectAccessible(page)
})

test('the page is reached and used by keyboard alone', async ({ member: { page } }) => {
  await page.goto('/colleagues')
  await page.getByLabel('E-mail address').focus()
  await page.keyboard.type('keyboard@customer.example')
  await page.keyboard.press('Enter')
  const row = openInvitation(page, 'keyboard@customer.example')
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: 'Withdraw' }).focus()
  await page.keyboard.press('Enter')
  await expect(row).toHaveCount(0)
})

test('a foreign invitation is answered as one that does not exist, and stays as it was', async ({
  portal,
  guard,
  member,
  people,
}) => {
  guard.expectProblem(/status of 404/)
  const other = await people.member()
  await other.page.goto('/colleagues')
  await invite(other.page, 'theirs@customer.example')
  await expect(openInvitation(other.page, 'theirs@customer.example')).toBeVisible()
  await member.page.goto('/colleagues')
  await invite(member.page, 'ours@customer.example')
  await expect(openInvitation(member.page, 'ours@customer.example')).toBeVisible()
  await expect(member.page.getByRole('main')).not.toContainText('theirs@customer.example')
  await queueIsIdle(portal)
  const find = () =>
    portal.sql<{ id: string }>("select * from invitation where email = 'theirs@customer.example'")
  const before = await find()
  const form = await loadForm(portal, member, '/colleagues', ['id'])
  for (const id of [before[0]?.id ?? '', '01990000-0000-7000-8000-000000000000'])
    expect((await postForm(portal, member, '/colleagues', { ...form, id })).status).toBe(404)
  expect(await find()).toEqual(before)
})

test('an invitation is mailed to one address three times a day at most', async ({ member: { page } }) => {
  const email = 'often@customer.example'
  await page.goto('/colleagues')
  await invite(page, email)
  await expect(openInvitation(page, email)).toBeVisible()
  for (let count = 0; count < 2; count += 1) {
    await page.goto('/colleagues')
    await openInvitation(page, email).getByRole('button', { name: 'Send again' }).click()
    await expect(openInvitation(page, email).getByRole('status')).toHaveText('On its way again.')
  }
  await page.goto('/colleagues')
  await openInvitation(page, email).getByRole('button', { name: 'Send again' }).click()
  await expect(openInvitation(page, email).getByRole('status')).toContainText('Too many tries')
})

test('the page of a customer of one is accessible', async ({ member: { page } }) => {
  await page.goto('/colleagues')
  await expect(page.getByRole('main')).toContainText('No invitation is open')
  await expectAccessible(page)
})
