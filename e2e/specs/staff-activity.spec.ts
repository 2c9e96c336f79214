import { readFile } from 'node:fs/promises'
import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'
import { connect } from '#e2e/support/wizard.ts'

const mailed =
  '{"action":"notice.sent","actor":{"kind":"system","process":"worker"},"details":{"about":"news","people":"1"}}'

/** Notices to a customer, more than one page has. */
const writeNotices = (portal: TestPortal, customerId: string, count: number) =>
  portal.sql('select app.append_activity($1, $2)::text from generate_series(1, $3::int)', [
    customerId,
    mailed,
    count,
  ])

test('staff follow what was done for a customer: filter, details, pages, and a download that stands in the trail', async ({
  portal,
  member,
  staff,
}) => {
  test.setTimeout(120_000)
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  await writeNotices(portal, member.customer.id, 60)
  // The worker's own sweep comes round within a minute.
  await portal.sql('select app.check_activity(100000)::text')
  const { page } = staff
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Activity', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Activity')
  await expect(page.getByText(/^Chain verified .+, up to record \d+\./)).toBeVisible()
  const records = page.getByRole('list', { name: 'Records' }).getByRole('listitem')
  await expect(records).toHaveCount(50)

  await records.getByRole('link', { name: member.customer.name }).first().click()
  await expect(page.getByText(`Customer: ${member.customer.name}`)).toBeVisible()
  await page.getByLabel('Action').selectOption({ label: 'Notice mailed' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('60 records', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(records).toHaveCount(10)
  await page.getByRole('link', { name: 'Newer' }).click()
  await expect(records).toHaveCount(50)
  await expect(page.getByRole('link', { name: 'Newer' })).toHaveCount(0)

  await page.getByLabel('Action').selectOption({ label: 'Integration connected' })
  await page.getByLabel(/^Who/).fill(member.email.toUpperCase())
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(records).toHaveCount(1)
  await expect(records).toContainText(`${member.email} entered a credential and connected the account`)
  await expect(records.getByRole('link', { name: 'Open integration' })).toHaveAttribute(
    'href',
    `/admin/integrations/${id}`,
  )
  await records.getByText(/^Details of record/).click()
  const [row] = await portal.sql<{ seq: string; hash: string }>(
    "select seq, encode(hash, 'hex') as hash from activity where integration_id = $1 and action = 'integration.connected'",
    [id],
  )
  await expect(records.getByText(row?.hash ?? 'no hash')).toBeVisible()
  await expect(records.getByText(member.customer.id)).toBeVisible()
  await expectAccessible(page)

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download 1 record as CSV' }).click()
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]?.startsWith(`${row?.seq},`)).toBe(true)
  expect(lines[1]).toContain(row?.hash)
  const trail = await portal.sql<{ action: string; payload: string }>(
    'select action, payload from activity where actor_id = $1 order by seq desc limit 2',
    [staff.id],
  )
  expect(trail.map(({ action }) => action)).toEqual(['activity.exported', 'activity.listed'])
  expect(JSON.stringify(trail)).not.toContain(member.email)
})

test('without JavaScript the filter works too, and an empty list says why', async ({ people }) => {
  const { page } = await people.staff({ javaScriptEnabled: false })
  await page.goto('/admin/activity')
  await page.getByLabel(/^Who/).fill('nobody@nowhere.example')
  await page.getByLabel(/^From/).fill('2026-01-31')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await expect(page.getByRole('main')).toContainText(
    'There is no record by the address “nobody@nowhere.example”, from 2026-01-31 on.',
  )
  await page.getByRole('link', { name: 'Show all activity' }).click()
  await expect(page.getByRole('list', { name: 'Records' })).toContainText(
    'looked at the activity of the portal',
  )
  await expect(page.getByLabel(/^Who/)).toHaveValue('')
})

test('a chain that is broken, or not checked yet, says so and what to do', async ({ portal, staff }) => {
  const { page } = staff
  // Its sweep would find the chain whole at any moment.
  await portal.killWorker()
  try {
    const say = (set: string) => portal.sql(`update activity_check set ${set}`)
    await say('broken_seq = 3, broken_at = now(), verified_at = null, verified_seq = null')
    await page.goto('/admin/activity')
    await expect(page.getByText('The chain is broken at record 3')).toBeVisible()
    await expect(page.getByText(/^Change nothing in the database\./)).toBeVisible()
    await expectAccessible(page)
    await say('broken_seq = null, broken_at = null')
    await page.goto('/admin/activity')
    await expect(page.getByText('Not checked yet')).toBeVisible()
    await expect(page.getByText(/^Chain verified/)).toHaveCount(0)
  } finally {
    await portal.startWorker()
  }
})
