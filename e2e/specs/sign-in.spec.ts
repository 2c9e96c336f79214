import { expect, test } from '#e2e/fixtures.ts'
import { askForMail, codeOf, linkOf, queueIsIdle, typeCode } from '#e2e/support/sign-in.ts'

const wrongCode = 'This code is not the one in the newest mail, or it has been used.'

// All tests come from one network address, which has a limit of its own.
test.beforeEach(({ portal }) => portal.sql('delete from rate_limit'))

test('the mailed link signs in the browser that asked, and the invitation is accepted', async ({
  portal,
  people,
  page,
}) => {
  const email = await people.invited()
  const since = portal.mailbox.mails().length
  await askForMail(page, email)
  const mail = await portal.mailbox.waitFor(email, since)
  expect(mail.subject).toBe('Sign in to AQUILA')
  await page.goto(linkOf(mail))
  await expect(page).toHaveURL('/integrations')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations')
  await expect(page.getByRole('banner')).toContainText(email)
  expect(
    await portal.sql('select from membership m join person p on p.id = m.person_id where p.email = $1', [
      email,
    ]),
  ).toHaveLength(1)
})

test('in another browser the link says so, does nothing and is not used up', async ({
  portal,
  people,
  page,
}) => {
  const email = await people.invited()
  const since = portal.mailbox.mails().length
  await askForMail(page, email)
  const link = linkOf(await portal.mailbox.waitFor(email, since))
  const other = await people.visitor()
  await other.page.goto(link)
  await expect(other.page.getByRole('heading', { level: 1 })).toHaveText('Open the link where you asked')
  await expect(other.page.getByRole('main')).toContainText('The link is not used up.')
  await other.page.goto('/integrations')
  await expect(other.page).toHaveURL('/sign-in')
  await page.goto(link)
  await expect(page).toHaveURL('/integrations')
})

test('the code signs in, in small letters and without the dash too', async ({ portal, people, page }) => {
  const email = await people.invited()
  const since = portal.mailbox.mails().length
  await askForMail(page, email)
  const code = codeOf(await portal.mailbox.waitFor(email, since))
  await typeCode(page, code.toLowerCase().replace('-', ' '))
  await expect(page).toHaveURL('/integrations')
})

test('a wrong code is explained and may be typed again; five wrong ones end the mail', async ({
  portal,
  people,
  page,
}) => {
  const email = await people.invited()
  const since = portal.mailbox.mails().length
  await askForMail(page, email)
  const code = codeOf(await portal.mailbox.waitFor(email, since))
  await page.getByLabel('Code from the mail').fill('short')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('Code from the mail')).toHaveAccessibleDescription(
    /The code in the mail has 8 characters/,
  )
  for (let tries = 0; tries < 5; tries += 1) {
    await typeCode(page, '2222-2222')
    await expect(page.getByLabel('Code from the mail')).toHaveAccessibleDescription(new RegExp(wrongCode))
  }
  await typeCode(page, code)
  await expect(page.getByLabel('Code from the mail')).toHaveAccessibleDescription(
    /After five wrong codes a new mail is needed/,
  )
})

test('link and code work once: a copy of the browser gets nothing from them afterwards', async ({
  portal,
  people,
  page,
  context,
}) => {
  const email = await people.invited()
  const since = portal.mailbox.mails().length
  await askForMail(page, email)
  const mail = await portal.mailbox.waitFor(email, since)
  const copied = await context.cookies()
  await page.goto(linkOf(mail))
  await expect(page).toHaveURL('/integrations')
  const copy = await people.visitor()
  await copy.context.addCookies(copied)
  await copy.page.goto(linkOf(mail))
  await expect(copy.page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works')
  await typeCode(copy.page, codeOf(mail))
  await expect(copy.page.getByLabel('Code from the mail')).toHaveAccessibleDescription(new RegExp(wrongCode))
  await copy.page.goto('/integrations')
  await expect(copy.page).toHaveURL('/sign-in')
})

test('an older mail stops working once a newer one was used', async ({ portal, people, page }) => {
  const email = await people.invited()
  const first = await people.visitor()
  const since = portal.mailbox.mails().length
  await askForMail(first.page, email)
  const older = await portal.mailbox.waitFor(email, since)
  const later = portal.mailbox.mails().length
  await askForMail(page, email)
  await page.goto(linkOf(await portal.mailbox.waitFor(email, later)))
  await expect(page).toHaveURL('/integrations')
  await first.page.goto(linkOf(older))
  await expect(first.page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works')
})

test('an address that nobody invited gets the same answer and no mail', async ({ portal, people, page }) => {
  const known = await people.invited()
  const stranger = await people.visitor()
  await askForMail(page, known)
  await askForMail(stranger.page, 'nobody@customer.example')
  const shown = await page.getByRole('main').innerText()
  expect(await stranger.page.getByRole('main').innerText()).toBe(shown)
  expect(stranger.page.url()).toBe(page.url())
  await queueIsIdle(portal)
  const addresses = portal.mailbox.mails().map(({ to }) => to)
  expect(addresses).toContain(known)
  expect(addresses).not.toContain('nobody@customer.example')
})

test('the fourth mail to one address within ten minutes is refused and the page says how long to wait', async ({
  people,
  page,
}) => {
  const email = await people.invited()
  for (let mails = 0; mails < 3; mails += 1) await askForMail(page, email)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a sign-in mail' }).click()
  const notice = page.getByRole('status').filter({ hasText: 'Too many tries' })
  await expect(notice).toHaveText(/The next one is possible in (10|9) minutes, at \d\d:\d\d UTC\./)
  await expect(page.getByLabel('E-mail address')).toHaveValue(email)
  await expect(page).toHaveURL('/sign-in')
})
