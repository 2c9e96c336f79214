import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import { sample } from '#e2e/support/samples.ts'
import { codeOf } from '#e2e/support/sign-in.ts'
import { connect } from '#e2e/support/wizard.ts'

test.beforeEach(({ portal }) => portal.sql('delete from rate_limit'))

test('staff write an internal note, which the customer never gets, and a mail with the link to the step', async ({
  portal,
  member,
  staff,
}) => {
  // Four looks of axe at each page take their time.
  test.setTimeout(120_000)
  const id = await connect(member.page, sample('no Account Settings'))
  await expectState(member.page, 'Needs attention')
  const { page } = staff
  await openAsStaff(page, id)
  const notes = page.getByRole('region', { name: 'Notes' })
  await notes.getByRole('button', { name: 'Write it' }).click()
  await expect(notes.getByLabel('Write a note')).toHaveAccessibleDescription(/Write something first/)
  await notes.getByLabel('Write a note').fill('Called twice, nobody answered.')
  await notes.getByRole('button', { name: 'Write it' }).click()
  await expect(notes.getByRole('status')).toHaveText('Kept. Only staff read it.')
  await expect(notes.getByLabel('Write a note')).toHaveValue('')

  // A credential does not get into a note, and what was typed stays.
  const secret = sample('user token').secret
  await notes.getByLabel('Write a note').fill(`They sent me ${secret}`)
  await notes.getByLabel('on the page and by mail').check()
  await notes.getByRole('button', { name: 'Write it' }).click()
  await expect(notes.getByLabel('Write a note')).toHaveAccessibleDescription(/holds a credential/)
  await expect(notes.getByLabel('on the page and by mail')).toBeChecked()

  const text =
    'The token cannot read the account’s settings.\n\nPlease make one with that permission and enter it.'
  await notes.getByLabel('Write a note').fill(text)
  await notes.getByLabel('The mail leads to').selectOption({ label: 'Enter another credential' })
  const since = portal.mailbox.mails().length
  await notes.getByRole('button', { name: 'Write it' }).click()
  await expect(notes.getByRole('listitem').first()).toContainText('on the customer’s page')
  const mail = await portal.mailbox.waitFor(member.email, since)
  expect(mail.subject).toMatch(/^AQUILA support about /)
  expect(mail.text).toContain('Please make one with that permission and enter it.')
  await expectAccessible(page)

  await member.page.goto(/https?:\/\/\S+/.exec(mail.text)?.[0] ?? '')
  await expect(member.page).toHaveURL(`/integrations/${id}/replace`)
  await member.page.goto(`/integrations/${id}`)
  const messages = member.page.getByRole('region', { name: 'From AQUILA’s support' })
  await expect(messages).toContainText('Please make one with that permission')
  await expect(messages).toContainText(staff.email)
  await expect(member.page.getByRole('main')).not.toContainText('nobody answered')
  await expect(section(member.page, 'Activity')).toContainText('mailed a message of support to 1 person')
  await expectAccessible(member.page)
})

test('staff pause the daily verification, the member sees it and can still verify, and staff end the pause', async ({
  member,
  staff,
}) => {
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const { page } = staff
  await openAsStaff(page, id)
  await page.getByRole('button', { name: 'Pause the daily verification' }).click()
  await expect(page.getByRole('main')).toContainText('The daily verification is paused')
  await member.page.reload()
  await expect(member.page.getByRole('main')).toContainText('The daily verification is paused')
  await member.page.getByRole('button', { name: 'Verify again' }).click()
  await expectState(member.page, 'Connected')
  await page.goto('/admin/integrations?paused=yes')
  await expect(page.getByRole('row').filter({ hasText: member.customer.name })).toContainText('paused')
  await page.goto(`/admin/integrations/${id}`)
  await page.getByRole('button', { name: 'End the pause' }).click()
  await expect(page.getByRole('button', { name: 'Pause the daily verification' })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('is paused')
})

test('staff disconnect for a customer with a mailed code and a reason, which every member gets by mail', async ({
  portal,
  member,
  people,
}) => {
  // Four looks of axe at each page take their time.
  test.setTimeout(120_000)
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const reason = 'The contract has ended. Mara asked for it by telephone.'
  let told = 0
  // The way without JavaScript is the same.
  for (const options of [{ javaScriptEnabled: false }, {}]) {
    const staff = await people.staff(options)
    const { page } = staff
    await openAsStaff(page, id)
    await page.getByRole('link', { name: 'Disconnect for the customer' }).click()
    if (Object.keys(options).length === 0) await expectAccessible(page)
    const since = portal.mailbox.mails().length
    await page.getByRole('button', { name: 'Mail me a code' }).click()
    await expect(page.getByRole('main')).toContainText(`A code is on its way to ${staff.email}`)
    const mail = await portal.mailbox.waitFor(staff.email, since)
    const code = page.getByLabel('Code from the mail')
    const why = page.getByLabel('Reason, which the customer’s members are told')
    await code.fill('ABCD-2345')
    await page.getByRole('button', { name: 'Disconnect and destroy' }).click()
    await expect(why).toHaveAccessibleDescription(/Say why/)
    // A credential gets into no reason, and what was typed stays.
    const leak = `They sent me “${sample('user token').secret}”.`
    await code.fill('ABCD-2345')
    await why.fill(leak)
    await page.getByRole('button', { name: 'Disconnect and destroy' }).click()
    await expect(why).toHaveAccessibleDescription(/holds a credential/)
    await expect(why).toHaveValue(leak)
    await code.fill('ABCD-2345')
    await why.fill(reason)
    await page.getByRole('button', { name: 'Disconnect and destroy' }).click()
    await expect(code).toHaveAccessibleDescription(/not the code/)
    await expect(why).toHaveValue(reason)
    await expectStateOf(id, 'connected')
    if (Object.keys(options).length > 0) continue
    await expectAccessible(page)
    told = portal.mailbox.mails().length
    await code.fill(codeOf(mail))
    await page.getByRole('button', { name: 'Disconnect and destroy' }).click()
    await expect(page).toHaveURL(`/admin/integrations/${id}`)
    await expect(page.getByRole('main')).toContainText('Disconnected')
  }
  await expectStateOf(id, 'disconnected')
  await member.page.reload()
  await expect(member.page.getByRole('main')).toContainText('Disconnected')
  await expect(section(member.page, 'Activity')).toContainText(`The reason: “${reason}”`)
  const mail = await portal.mailbox.waitFor(member.email, told)
  expect(mail.subject).toMatch(/^AQUILA’s staff disconnected /)
  expect(mail.text.replaceAll(/\s+/g, ' ')).toContain(`The reason they gave: “${reason}”`)
  await member.page.goto(/https?:\/\/\S+/.exec(mail.text)?.[0] ?? '')
  await expect(member.page).toHaveURL('/integrations/new')

  async function expectStateOf(integrationId: string, state: string) {
    const [row] = await portal.sql('select state from integration where id = $1', [integrationId])
    expect(row).toEqual({ state })
  }
})
