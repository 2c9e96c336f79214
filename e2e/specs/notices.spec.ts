import { expect, test } from '#e2e/fixtures.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { linkOf, queueIsIdle } from '#e2e/support/sign-in.ts'
import { connect } from '#e2e/support/wizard.ts'

test('a token that is deleted at Cloudflare: the next scheduled verification finds it, and a mail leads every member to the page', async ({
  portal,
  member,
  people,
  customer,
}) => {
  const { page } = member
  const colleague = await people.member({ of: customer })
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await expect(section(page, 'Mails')).toContainText(`AQUILA mails 2 people of ${customer.name}`)
  const since = portal.mailbox.mails().length
  portal.simulator.change('user token', { quirk: 'unknown' })
  await portal.sql('update integration set next_verification_at = now() where id = $1', [id])
  await portal.sql("select graphile_worker.add_job('verify_due')")

  const mail = await portal.mailbox.waitFor(colleague.email, since)
  await portal.mailbox.waitFor(member.email, since)
  expect(mail.subject).toBe('AQUILA can no longer read Northwind Bikes at Cloudflare')
  expect(mail.text.replaceAll('\n', ' ')).toContain('What is wrong: Cloudflare does not know this token')
  await colleague.page.goto(linkOf(mail))
  await expect(colleague.page).toHaveURL(`/integrations/${id}`)
  await expectState(colleague.page, 'Needs attention')
  await queueIsIdle(portal)
  await colleague.page.reload()
  await expect(section(colleague.page, 'Activity')).toContainText(
    'mailed 2 people: the account cannot be read any more',
  )

  await section(colleague.page, 'Verification').getByRole('button', { name: 'Verify again' }).first().click()
  await expect(section(colleague.page, 'Activity').getByText('needs attention')).toHaveCount(2)
  await queueIsIdle(portal)
  expect(portal.mailbox.mails().filter(({ to }) => to === member.email)).toHaveLength(1)
})

test('a token that ends soon: a mail says when, and leads to where another one is entered', async ({
  portal,
  member: { page, email },
}) => {
  const since = portal.mailbox.mails().length
  const id = await connect(page, sample('expiring in 3 days'))
  await expectState(page, 'Connected')
  await portal.sql("select graphile_worker.add_job('warn_of_expiry')")
  const mail = await portal.mailbox.waitFor(email, since)
  expect(mail.subject).toMatch(
    /^The Cloudflare token for Northwind Bikes expires on \d{1,2} [A-Z][a-z]+ \d{4}$/,
  )
  await page.goto(linkOf(mail))
  await expect(page).toHaveURL(`/integrations/${id}/replace`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Replace the credential')
  await queueIsIdle(portal)
  await page.goto(`/integrations/${id}`)
  await expect(section(page, 'Mails')).toContainText('AQUILA mails only you')
  await expect(section(page, 'Activity')).toContainText('mailed 1 person: the token expires on')
})
