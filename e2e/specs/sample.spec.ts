import { loud } from '#e2e/cloudflare-simulator/world.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { countLoads, expectState, section } from '#e2e/support/integration-page.ts'
import { connectAndCount, readAgain, records, sampleSection } from '#e2e/support/sample-section.ts'
import { sample } from '#e2e/support/samples.ts'
import { queueIsIdle } from '#e2e/support/sign-in.ts'
import { connect, secretField } from '#e2e/support/wizard.ts'

test('after the verification the page counts the eight kinds by itself, and says what it read and until when it is kept', async ({
  member: { page },
}) => {
  await connect(page, sample('user token'))
  const loads = countLoads(page)
  await expectState(page, 'Connected')
  const kinds = sampleSection(page).getByRole('listitem')
  await expect(kinds).toHaveCount(8)
  await expect(kinds.filter({ hasText: 'Logins and logouts' })).toContainText('11 records')
  await expect(kinds.filter({ hasText: 'Page Rules' })).toContainText('6 records')
  await expect(sampleSection(page)).toContainText('60 records in all')
  await expect(sampleSection(page)).toContainText('with version 2 of Cloudflare’s audit-log API')
  await expect(sampleSection(page)).toContainText(/Kept until \d+ \w+ 20\d\d/)
  await expect(section(page, 'Activity')).toContainText('read the newest audit-log records: 25')
  expect(loads()).toBe(0)
})

test('records that arrive while the page is being made are in its activity too', async ({
  portal,
  member: { page },
}) => {
  const id = await connectAndCount(page, 'user token')
  await portal.killWorker()
  await readAgain(page).click()
  await expect(sampleSection(page)).toContainText('Reading newer records now')
  // So that nothing but the page below waits for the lock.
  await page.goto('/integrations')
  const worker = await portal.connection()
  try {
    await worker.query('begin')
    await worker.query('lock table sample in access exclusive mode')
    const shown = page.goto(`/integrations/${id}`)
    const waiting = async () =>
      (await portal.sql(`select from pg_locks where not granted and relation = 'sample'::regclass`)).length
    await expect.poll(waiting).toBe(1)
    await worker.query('update sample set refresh_asked_at = null where integration_id = $1', [id])
    await worker.query(
      `select app.append_activity(customer_id, json_build_object('actor', json_build_object('kind', 'system',
         'process', 'worker'), 'action', 'sample.refreshed', 'integrationId', id, 'details',
         json_build_object('records', '7'))::text) from integration where id = $1`,
      [id],
    )
    await worker.query('commit')
    await shown
  } finally {
    worker.release()
    await portal.startWorker()
  }
  await expect(readAgain(page)).toBeVisible()
  await expect(section(page, 'Activity')).toContainText('read the newest audit-log records: 7')
})

test('kinds that were not seen say so in words, and what that can mean', async ({ member: { page } }) => {
  await connectAndCount(page, 'hostile audit log')
  const kinds = sampleSection(page).getByRole('listitem')
  await expect(kinds.filter({ hasText: 'Caching' })).toContainText('not seen')
  await expect(kinds.filter({ hasText: 'DNS' })).toContainText('36 records')
  await expect(sampleSection(page)).toContainText(
    '“Not seen” can simply mean that nothing of the kind happened',
  )
})

test('version 1 is named where it answered, and that version 2 was asked first', async ({
  member: { page },
}) => {
  await connectAndCount(page, 'audit log v1 only')
  await expect(sampleSection(page)).toContainText(
    'version 1 of Cloudflare’s audit-log API; version 2 was asked first',
  )
  await expect(sampleSection(page)).toContainText('60 records in all')
})

test('newer records are read when a member asks, and appear without a reload, in another tab of the page too', async ({
  portal,
  people,
  member,
}) => {
  const { page, email } = member
  const id = await connectAndCount(page, 'user token')
  const other = await people.again(member)
  // Without a worker the request waits, as it does behind others.
  await portal.killWorker()
  const loads = countLoads(page)
  await readAgain(page).click()
  await expect(sampleSection(page)).toContainText('Reading newer records now')
  await other.page.goto(`/integrations/${id}`)
  await expect(sampleSection(other.page)).toContainText('Reading newer records now')
  await portal.startWorker()
  await expect(readAgain(page)).toBeVisible()
  await expect(readAgain(other.page)).toBeVisible()
  const activity = section(page, 'Activity').getByRole('listitem')
  await expect(activity.filter({ hasText: 'asked for newer audit-log records' })).toContainText(email)
  await expect(activity.filter({ hasText: 'read the newest audit-log records: 25' })).toHaveCount(2)
  expect(loads()).toBe(0)
})

test('when Cloudflare does not answer the records stay, and why there are no newer ones stands above them', async ({
  portal,
  member: { page },
}) => {
  await connectAndCount(page, 'user token')
  portal.simulator.setDown(true)
  await readAgain(page).click()
  await expect(sampleSection(page)).toContainText('No newer records: Cloudflare did not answer')
  await expect(records(page)).toHaveCount(26)
  await expect(sampleSection(page)).toContainText('60 records in all')
  portal.simulator.setDown(false)
  await readAgain(page).click()
  await expect(sampleSection(page)).not.toContainText('No newer records')
})

test('while Cloudflare wants to be left alone the page says until when, and does not offer to ask', async ({
  portal,
  member: { page },
}) => {
  const id = await connectAndCount(page, 'user token')
  await portal.sql(
    `update sample set refresh_failure = 'rate_limited', refresh_after = now() + interval '5 minutes' where integration_id = $1`,
    [id],
  )
  await page.reload()
  await expect(sampleSection(page)).toContainText('Cloudflare limits how often it may be asked')
  await expect(sampleSection(page)).toContainText(/asked again in [45] minutes, not before/)
  await expect(readAgain(page)).toHaveCount(0)
})

test('the creation of the very token is said to be in the log, and its row is marked in words', async ({
  member: { page },
}) => {
  await connectAndCount(page, 'created 12 minutes ago')
  await expect(sampleSection(page)).toContainText('The creation of this very token is in the log')
  await expect(sampleSection(page)).toContainText(/recorded it 1[23] minutes ago/)
  const own = records(page).filter({ hasText: 'The creation of the token that AQUILA uses' })
  await expect(own).toHaveCount(1)
  await expect(own).toContainText('Create API Token')
})

test('a creation that is older than the newest records is kept beside them', async ({ member: { page } }) => {
  await connectAndCount(page, 'created 20 days ago')
  await expect(sampleSection(page)).toContainText('The newest 25 records, and the creation of the token')
  await expect(records(page).last()).toContainText('The creation of the token that AQUILA uses')
})

test('records deleted at their age are said to be, and newer ones can be read', async ({
  portal,
  member: { page },
}) => {
  const id = await connectAndCount(page, 'user token')
  await portal.sql(
    'update sample set sealed = null, record_count = 0, coverage = null where integration_id = $1',
    [id],
  )
  await page.reload()
  await expect(sampleSection(page)).toContainText('The records were deleted after 30 days')
  await expect(sampleSection(page).getByRole('table')).toHaveCount(0)
  await readAgain(page).click()
  await expect(records(page)).toHaveCount(26)
})

test('after a replaced credential that may not read the log the older records stay, below the reason', async ({
  portal,
  member: { page },
}) => {
  await connectAndCount(page, 'user token')
  await page.getByRole('link', { name: 'Replace the credential' }).click()
  await secretField(page, 'api_token').fill(sample('no Account Settings').secret)
  await page.getByRole('button', { name: 'Replace and verify' }).click()
  await expectState(page, 'Needs attention')
  await queueIsIdle(portal)
  await expect(sampleSection(page)).toContainText('Cloudflare refused to show the audit log')
  await expect(sampleSection(page)).toContainText('What follows was read before that.')
  await expect(records(page)).toHaveCount(26)
})

test('hostile records are shown as text, in full one click away, and nothing scrolls sideways', async ({
  people,
  customer,
}) => {
  const { page } = await people.member({ of: customer, viewport: { width: 390, height: 844 } })
  await connectAndCount(page, 'hostile audit log')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(loud.name)
  const script = records(page)
    .filter({ hasText: '<script>alert(1)</script><img src=x onerror=alert(2)>' })
    .first()
  await expect(script).toBeVisible()
  await expect(records(page).filter({ hasText: 'DROP TABLE audit' }).first()).toBeVisible()
  const long = records(page).filter({ hasText: 'Update very very' }).first()
  await long.getByRole('button', { name: /^Details of/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  // The whole text, of which the table can show the beginning only.
  await expect(dialog).toContainText(`${'very '.repeat(400)}long`)
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide, `pixels too wide at ${width}`).toBeLessThanOrEqual(0)
    const within = await dialog.evaluate((panel) => panel.scrollWidth - panel.clientWidth)
    expect(within, `pixels too wide in the panel at ${width}`).toBeLessThanOrEqual(0)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
