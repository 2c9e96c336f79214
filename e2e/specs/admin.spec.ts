import { expect, test } from '#e2e/fixtures.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import { sample } from '#e2e/support/samples.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'
import { connect } from '#e2e/support/wizard.ts'

test('staff page through many integrations by key, forwards and back, and see each once', async ({
  portal,
  people,
  staff,
}) => {
  const customer = await people.customer('Paging Ltd')
  await insertMany(portal, customer.id, 120)
  const { page } = staff
  await page.goto('/admin/integrations?search=Paging+Ltd')
  const names = page.getByRole('rowheader')
  const addresses = () =>
    names.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  const pages: (string | null)[][] = []
  for (const size of [50, 50, 20]) {
    await expect(names).toHaveCount(size)
    pages.push(await addresses())
    if (size === 50) await page.getByRole('link', { name: 'Older' }).click()
    if (size === 50) await expect.poll(addresses).not.toEqual(pages.at(-1))
  }
  expect(new Set(pages.flat()).size).toBe(120)
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0)
  await expect(page).toHaveURL(/after=/)
  for (const earlier of [pages[1], pages[0]]) {
    await page.getByRole('link', { name: 'Newer' }).click()
    await expect.poll(addresses).toEqual(earlier)
  }
  await expect(page.getByRole('link', { name: 'Newer' })).toHaveCount(0)
})

test('staff find an integration by name and by state, and the filter stands in the address', async ({
  portal,
  people,
  member,
  staff,
}) => {
  const id = await connect(member.page, sample('no Account Settings'))
  await expectState(member.page, 'Needs attention')
  await insertMany(portal, (await people.customer()).id, 3)
  const { page } = staff
  await page.goto('/admin/integrations')
  // Neither needs the button: a choice is applied at once, a search a moment after the last key.
  await page.getByRole('searchbox').fill(member.customer.name)
  await expect(page).toHaveURL(/search=Customer/)
  await page.getByRole('combobox', { name: 'State', exact: true }).selectOption({ label: 'Needs attention' })
  await expect(page).toHaveURL(/search=Customer.*state=needs_attention/)
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'State', exact: true })).toHaveValue('needs_attention')
  await expect(page.getByRole('rowheader')).toHaveText(member.customer.name)
  await page.getByRole('combobox', { name: 'State', exact: true }).selectOption({ label: 'Connected' })
  await expect(page.getByRole('main')).toContainText('Nothing matches')
  await expect(page.getByRole('main')).toContainText('Loosen state “Connected” first.')
  await page.goto(`/admin/integrations?search=${sample('user token').accountId}&state=needs_attention`)
  await page.getByRole('rowheader').filter({ hasText: member.customer.name }).getByRole('link').click()
  await expect(page).toHaveURL(`/admin/integrations/${id}`)
})

test('staff review an integration and verify it again without ever getting a secret, and the member sees that', async ({
  member,
  staff,
}) => {
  const typed = sample('global key')
  const id = await connect(member.page, typed)
  await expectState(member.page, 'Connected')
  const { page } = staff
  const received: Promise<string>[] = []
  page.on('response', (response) => received.push(response.text().catch(() => '')))
  await openAsStaff(page, id)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(member.customer.name)
  await expect(section(page, 'Details')).toContainText(`…${typed.secret.slice(-4)}`)
  await expect(page.getByRole('link', { name: /Replace|Correct/ })).toHaveCount(0)
  // Of the sample staff get figures, and no record.
  await expect(section(page, 'Audit-log sample')).toContainText(/\d+ records?, read/)
  await expect(section(page, 'Audit-log sample').getByRole('row')).toHaveCount(0)
  await page.getByRole('button', { name: 'Verify again' }).click()
  await expect(
    section(page, 'Activity').getByRole('listitem').filter({ hasText: 'asked for a new verification' }),
  ).toContainText(staff.email)
  const bodies = (await Promise.all(received)).join('\n')
  expect(bodies.includes(member.customer.name), 'the search finds what is there').toBe(true)
  expect(bodies.includes(typed.secret)).toBe(false)

  await member.page.reload()
  const activity = section(member.page, 'Activity').getByRole('listitem')
  const support = `AQUILA support (${staff.email})`
  await expect(activity.filter({ hasText: 'looked at the integration' }).first()).toContainText(support)
  await expect(activity.filter({ hasText: 'asked for a new verification' })).toContainText(support)
})

test('an id that does not exist is not found for staff either', async ({ guard, staff: { page } }) => {
  guard.expectProblem(/status of 404/)
  for (const id of ['01990000-0000-7000-8000-000000000000', 'no-id']) {
    expect((await page.goto(`/admin/integrations/${id}`))?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address')
  }
})

async function insertMany(portal: TestPortal, customerId: string, count: number): Promise<void> {
  await portal.sql(
    `insert into integration (id, customer_id, state, account_id, idempotency_key, created_by)
     select uuidv7(), $1::uuid, 'connected', md5($1::uuid::text || n), uuidv7(), (select id from person limit 1)
     from generate_series(1, $2::int) n`,
    [customerId, count],
  )
}
