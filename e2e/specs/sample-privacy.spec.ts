import { readFile } from 'node:fs/promises'
import { expect, test } from '#e2e/fixtures.ts'
import { loadForm, postForm, sameOrigin } from '#e2e/support/forms.ts'
import { send } from '#e2e/support/http.ts'
import { section } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import {
  connectAndCount,
  personalData,
  readAgain,
  records,
  sampleSection,
} from '#e2e/support/sample-section.ts'

const unknown = '01990000-0000-7000-8000-000000000000'

test('no byte of the page has personal data of the sample, the page’s data for the browser neither', async ({
  portal,
  member,
}) => {
  const id = await connectAndCount(member.page, 'user token')
  const path = `${portal.origin}/integrations/${id}`
  const page = await send(path, { headers: { Cookie: member.cookie } })
  expect(page.body).toContain('m•••@northwind-bikes.example')
  expect(page.body).not.toMatch(personalData)
  const forBrowser = { headers: { Cookie: member.cookie, RSC: '1' } }
  // Next wants the kind of answer to stand in the address too, and says how.
  const { headers } = await send(path, forBrowser)
  const data = await send(new URL(headers.location ?? '', path).href, forBrowser)
  expect(data.headers['content-type']).toContain('text/x-component')
  expect(data.body).toContain('m•••@northwind-bikes.example')
  expect(data.body).not.toMatch(personalData)
  const stream = await send(`${portal.origin}/api/integrations/${id}/events`, {
    headers: { Cookie: member.cookie },
    until: '\n\n',
  })
  expect(stream.body).not.toMatch(personalData)
})

test('personal data is shown when a member asks, the trail says who looked, and it is gone when hidden or reloaded', async ({
  member,
}) => {
  const { page, email } = member
  const id = await connectAndCount(page, 'user token')
  const login = records(page).filter({ hasText: 'Login' }).first()
  await expect(login).toContainText('m•••@northwind-bikes.example')
  await page.getByRole('button', { name: 'Show personal data' }).click()
  await expect(login).toContainText('mara.lindqvist@northwind-bikes.example')
  await expect(login).toContainText('203.0.113.24')
  const activity = section(page, 'Activity').getByRole('listitem')
  await expect(
    activity.filter({ hasText: 'looked at the personal data in the audit-log sample' }),
  ).toContainText(email)
  expect(page.url()).toMatch(new RegExp(`/integrations/${id}$`))
  await login.getByRole('button', { name: /^Details of/ }).click()
  await expect(page.getByRole('dialog')).toContainText('"ip_address": "203.0.113.24"')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Hide personal data' }).click()
  await expect(page.getByRole('button', { name: 'Show personal data' })).toBeVisible()
  expect(await page.content()).not.toMatch(personalData)
  await page.getByRole('button', { name: 'Show personal data' }).click()
  await expect(login).toContainText('mara.lindqvist')
  await page.reload()
  await expect(login).toContainText('m•••@northwind-bikes.example')
  expect(await page.content()).not.toMatch(personalData)
})

test('newer records begin masked again', async ({ member: { page } }) => {
  await connectAndCount(page, 'user token')
  await page.getByRole('button', { name: 'Show personal data' }).click()
  await expect(sampleSection(page)).toContainText('mara.lindqvist')
  await readAgain(page).click()
  await expect(sampleSection(page)).not.toContainText('mara.lindqvist')
  await expect(page.getByRole('button', { name: 'Show personal data' })).toBeVisible()
})

test('when the look cannot be recorded nothing is shown', async ({ portal, guard, member: { page } }) => {
  guard.expectProblem(/action failed|status of 500|The action failed|Minified React error|digest/)
  await connectAndCount(page, 'user token')
  await portal.sql('alter table activity add constraint no_more check (false) not valid')
  try {
    await page.getByRole('button', { name: 'Show personal data' }).click()
    await expect(page.getByRole('main')).toContainText(/reference/i)
  } finally {
    await portal.sql('alter table activity drop constraint no_more')
  }
  expect(await page.content()).not.toMatch(personalData)
})

test('the download is a file of ECS records, masked unless chosen otherwise, and the trail says which', async ({
  member: { page },
}) => {
  await connectAndCount(page, 'user token')
  await page.getByText('Download these records').click()
  const download = async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ])
    const text = await readFile(await file.path(), 'utf8')
    const lines = text.trimEnd().split('\n')
    return { name: file.suggestedFilename(), text, lines: lines.map((line) => JSON.parse(line) as unknown) }
  }
  const masked = await download()
  expect(masked.name).toMatch(/^cloudflare-audit-log-sample-\d{4}-\d\d-\d\d-masked\.ndjson$/)
  expect(masked.lines).toHaveLength(25)
  expect(masked.text).not.toMatch(personalData)
  await page.getByLabel('With personal data').check()
  const whole = await download()
  expect(whole.name).not.toContain('masked')
  expect(whole.lines[0]).toMatchObject({
    ecs: { version: expect.any(String) },
    event: { action: 'Login', dataset: 'cloudflare.audit', outcome: 'success' },
    user: { email: 'mara.lindqvist@northwind-bikes.example' },
    source: { ip: '203.0.113.24' },
  })
  await page.reload()
  await expect(section(page, 'Activity')).toContainText(
    'downloaded the audit-log sample, personal data masked',
  )
  await expect(section(page, 'Activity')).toContainText(
    'downloaded the audit-log sample, personal data included',
  )
})

test('the download is kept nowhere, and answers to strangers, to other sites and to the signed out', async ({
  portal,
  member,
  people,
  staff,
}) => {
  const id = await connectAndCount(member.page, 'user token')
  const post = (target: string, cookie: string, headers = sameOrigin(portal)) =>
    send(`${portal.origin}/api/integrations/${target}/sample`, {
      method: 'POST',
      headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: 'personal=yes',
    })
  const own = await post(id, member.cookie)
  expect(own.status).toBe(200)
  expect(own.headers).toMatchObject({
    'content-type': 'application/x-ndjson; charset=utf-8',
    'content-disposition': expect.stringMatching(/^attachment; filename="[\w.-]+"$/),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  const stranger = await people.member()
  const [foreign, nothing] = [await post(id, stranger.cookie), await post(unknown, stranger.cookie)]
  expect(foreign).toMatchObject({ status: 404, body: 'Not found.\n' })
  expect([foreign.status, foreign.body]).toEqual([nothing.status, nothing.body])
  expect((await post('not-an-id', stranger.cookie)).status).toBe(404)
  expect((await post(id, staff.cookie)).status).toBe(404)
  expect(await post(id, '')).toMatchObject({ headers: { location: '/sign-in' } })
  expect((await post(id, member.cookie, { Origin: 'https://evil.example' })).status).toBe(403)
  const read = await send(`${portal.origin}/api/integrations/${id}/sample`, {
    headers: { Cookie: member.cookie },
  })
  expect(read.status).toBe(405)
  const said = await portal.sql(
    "select from activity where integration_id = $1 and action = 'sample.exported'",
    [id],
  )
  expect(said).toHaveLength(1)
})

test('an action on a foreign sample answers as on one that does not exist, and shows nothing', async ({
  portal,
  guard,
  member,
  people,
}) => {
  guard.expectProblem(/status of 404/)
  const other = await people.member()
  const foreign = await connectAndCount(other.page, 'user token')
  const own = await connectAndCount(member.page, 'user token')
  const path = `/integrations/${own}`
  const form = await loadForm(portal, member, path, ['id', 'personal'])
  for (const id of [foreign, unknown]) {
    const answer = await postForm(portal, member, path, { ...form, id })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toMatch(personalData)
  }
  const said = await portal.sql(
    "select from activity where action = 'sample.revealed' and integration_id = any ($1)",
    [[foreign, own]],
  )
  expect(said).toEqual([])
})

test('staff see that there is a sample in the trail at most, and nothing of its records', async ({
  portal,
  member,
  staff,
}) => {
  const id = await connectAndCount(member.page, 'user token')
  await openAsStaff(staff.page, id)
  const review = await send(`${portal.origin}/admin/integrations/${id}`, {
    headers: { Cookie: staff.cookie },
  })
  expect(review.body).toContain('read the newest audit-log records')
  expect(review.body).not.toMatch(personalData)
  expect(review.body).not.toContain('Update DNS Record')
})

test('without JavaScript records are refreshed, opened, revealed, hidden and downloaded', async ({
  people,
  customer,
}) => {
  const { page } = await people.member({ of: customer, javaScriptEnabled: false })
  await connectAndCount(page, 'user token')
  await readAgain(page).click()
  await expect(section(page, 'Activity')).toContainText('asked for newer audit-log records')
  await expect(readAgain(page)).toBeVisible()
  const login = records(page).filter({ hasText: 'Login' }).first()
  await login.getByRole('button', { name: /^Details of/ }).click()
  await expect(page.getByRole('dialog')).toContainText('"m•••@northwind-bikes.example"')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Show personal data' }).click()
  await expect(login).toContainText('mara.lindqvist@northwind-bikes.example')
  expect(page.url()).not.toMatch(/personal|mara/)
  await page.getByRole('button', { name: 'Hide personal data' }).click()
  await expect(login).toContainText('m•••@northwind-bikes.example')
  await page.getByText('Download these records').click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ])
  expect(await readFile(await file.path(), 'utf8')).toContain('m•••@northwind-bikes.example')
})
