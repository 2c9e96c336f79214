import { readFile } from 'node:fs/promises'
import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

test('the list is worked by the keyboard alone: search, rows, choosing, opening', async ({
  member,
  people,
  staff,
}) => {
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const other = await people.member({ of: await people.customer(`${member.customer.name} twin`) })
  await connect(other.page, sample('no Account Settings'))
  const { page } = staff
  await page.goto('/admin/integrations')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('ab')
  await expect(page.getByText('Type at least three letters of one word.')).toBeVisible()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(member.customer.name)
  await expect(page.getByRole('rowheader')).toHaveCount(2)
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const rows = page.getByRole('rowheader').getByRole('link')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(rows.last()).toBeFocused()
  await page.keyboard.press('x')
  await expect(page.getByText('1 chosen')).toBeVisible()
  await expect(rows.last()).toHaveAttribute('href', `/admin/integrations/${id}`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/admin/integrations/${id}`)
})

test('several are verified again at once, row by row, and a reload keeps the state', async ({
  member,
  people,
  staff,
}) => {
  await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const other = await people.member({ of: await people.customer(`${member.customer.name} twin`) })
  await connect(other.page, sample('no Account Settings'))
  await expectState(other.page, 'Needs attention')
  const { page } = staff
  await page.goto(`/admin/integrations?search=${encodeURIComponent(member.customer.name)}`)
  await page.getByRole('checkbox', { name: 'This page' }).check()
  await expect(page.getByText('2 chosen')).toBeVisible()
  await page.getByRole('button', { name: 'Verify the chosen again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bulk verification')
  await expect(page.getByText('All done: 2 of 2 answered, 1 of them not connected')).toBeVisible()
  await page.reload()
  await expect(page.getByText('All done: 2 of 2 answered, 1 of them not connected')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Verify only the 1 not connected again' }).click()
  await expect(page.getByText('All done: 1 of 1 answered, 1 of them not connected')).toBeVisible()
  const run = new URL(page.url()).pathname.split('/').at(-1)
  expect((await other.page.request.get(`/api/admin/bulk/${run}`)).status()).toBe(404)
  await page.goto('/admin/integrations')
  await expect(page.getByText('Nothing chosen')).toBeVisible()
})

test('a view is saved with its filter, order and columns, opened again, and removed', async ({
  people,
  staff,
}) => {
  const { page } = staff
  await page.goto('/admin/integrations?state=needs_attention&sort=expiry&column=zones&column=case')
  await page.getByText('Save this view').click()
  await page.getByLabel('Name of the view').fill('Stuck, by end')
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByText('Saved as “Stuck, by end”.')).toBeVisible()
  await page.goto('/admin/integrations')
  await page.getByRole('link', { name: 'Stuck, by end' }).click()
  await expect(page).toHaveURL(
    '/admin/integrations?state=needs_attention&sort=expiry&column=zones&column=case',
  )
  await expect(page.getByRole('combobox', { name: 'State', exact: true })).toHaveValue('needs_attention')
  await expect(page.getByRole('combobox', { name: 'Order' })).toHaveValue('expiry')
  const colleague = await people.staff()
  await colleague.page.goto('/admin/integrations')
  await expect(colleague.page.getByText('Save this view')).toBeVisible()
  await expect(colleague.page.getByRole('link', { name: 'Stuck, by end' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Remove the view Stuck, by end' }).click()
  await expect(page.getByRole('link', { name: 'Stuck, by end' })).toHaveCount(0)
})

test('the list is downloaded as it is filtered, and the download stands in the trail', async ({
  portal,
  member,
  staff,
}) => {
  await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const { page } = staff
  await page.goto(`/admin/integrations?search=${encodeURIComponent(member.customer.name)}`)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download 1 integration as CSV' }).click()
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(member.customer.name)
  const recorded = await portal.sql(
    "select 1 from activity where action = 'integrations.exported' and actor_id = $1",
    [staff.id],
  )
  expect(recorded).toHaveLength(1)
})

test('the overview leads to the rows behind its numbers, and says who stopped in the wizard', async ({
  portal,
  member,
  staff,
}) => {
  await member.page.goto('/integrations/new?step=prepare&method=api_token')
  const visits = () => portal.sql('select step from wizard_visit where person_id = $1', [member.id])
  await expect.poll(visits).toEqual([{ step: 'prepare' }])
  await portal.sql("update wizard_visit set seen_at = now() - interval '1 hour' where person_id = $1", [
    member.id,
  ])
  const { page } = staff
  await page.goto('/admin')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  const row = section(page, 'Started and stopped').getByRole('row').filter({ hasText: member.email })
  await expect(row).toContainText('Prepare at Cloudflare, API token')
  await expectAccessible(page)
  await section(page, 'Needs attention now')
    .getByRole('link', { name: /Connected with gaps/ })
    .click()
  await expect(page).toHaveURL('/admin/integrations?state=connected_with_gaps')
  await expect(page.getByRole('combobox', { name: 'State', exact: true })).toHaveValue('connected_with_gaps')
  await page.getByText('More filters and columns').click()
  await expectAccessible(page)
})

test('a case is opened and given to somebody, and the list shows it', async ({ member, staff }) => {
  const id = await connect(member.page, sample('user token'))
  const { page } = staff
  await openAsStaff(page, id)
  const form = section(page, 'Case')
  await form.getByLabel('State of the case').selectOption({ label: 'Waiting for customer' })
  await form.getByLabel('Assignee').selectOption({ label: `${staff.email} (you)` })
  await form.getByLabel('Next contact').fill('2027-01-15')
  await form.getByRole('button', { name: 'Save the case' }).click()
  await expect(section(page, 'Activity')).toContainText('changed the case: state “Waiting for customer”')
  await expect(form.getByLabel('State of the case')).toHaveValue('waiting')
  await expectAccessible(page)
  await page.goto(`/admin/integrations?case=waiting&search=${encodeURIComponent(member.customer.name)}`)
  await expect(page.getByRole('row').filter({ hasText: member.customer.name })).toContainText(
    'Waiting for customer',
  )
})
