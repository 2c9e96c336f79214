import { expect, test } from '#e2e/fixtures.ts'
import { send } from '#e2e/support/http.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { storedIn } from '#e2e/support/storage.ts'
import { connect, connectButton, fillForm, openForm } from '#e2e/support/wizard.ts'

const guarded = ['/integrations', '/integrations/new', '/colleagues', '/admin', '/admin/integrations']

test('signed out, every page of the portal leads to the sign-in', async ({ page }) => {
  const unknown = '01990000-0000-7000-8000-000000000000'
  const pages = ['', '/replace', '/correct', '/disconnect'].map((part) => `/integrations/${unknown}${part}`)
  for (const path of [...guarded, ...pages, `/admin/integrations/${unknown}`]) {
    await page.goto(path)
    await expect(page, path).toHaveURL('/sign-in')
  }
})

test('signing out ends the session: the old cookie opens nothing any more', async ({ portal, member }) => {
  const { page, context } = member
  await page.goto('/integrations')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await context.addCookies([
    { name: 'aquila-session', value: member.cookie.split('=')[1] ?? '', url: portal.origin },
  ])
  await page.goto('/integrations')
  await expect(page).toHaveURL('/sign-in')
  expect(await portal.sql('select from session where person_id = $1', [member.id])).toHaveLength(0)
})

test('a disabled person is refused at the next request, whatever it is', async ({ portal, member }) => {
  const { page, cookie } = member
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await openForm(page, 'api_token')
  await fillForm(page, sample('only one zone'))
  await portal.sql('update person set disabled_at = now() where id = $1', [member.id])
  const stream = await send(`${portal.origin}/api/integrations/${id}/events`, { headers: { Cookie: cookie } })
  expect(stream.status).toBe(404)
  await connectButton(page).click()
  await expect(page).toHaveURL('/sign-in?ended=yes')
  await page.goto(`/integrations/${id}`)
  await expect(page).toHaveURL('/sign-in')
})

test('a session ends after half an hour without use, and after eight hours in any case', async ({
  portal,
  people,
}) => {
  for (const change of [
    `last_seen_at = now() - interval '31 minutes'`,
    `expires_at = now() - interval '1 second'`,
  ]) {
    const { page, id } = await people.member()
    await page.goto('/integrations')
    await expect(page).toHaveURL('/integrations')
    await portal.sql(`update session set ${change} where person_id = $1`, [id])
    await page.goto('/integrations')
    await expect(page).toHaveURL('/sign-in')
  }
})

test('a session that ended before Connect was pressed: the sign-in says so, and the browser still has the ids', async ({
  portal,
  people,
  customer,
}) => {
  const { page, id, context } = await people.member({ of: customer })
  const typed = sample('user token')
  await openForm(page, 'api_token')
  await fillForm(page, typed)
  await portal.sql('delete from session where person_id = $1', [id])
  await connectButton(page).click()
  await expect(page).toHaveURL('/sign-in?ended=yes')
  await expect(page.getByRole('main')).toContainText('What you sent was not taken')
  const stored = await storedIn(page, context)
  expect(stored).toContain(typed.accountId)
  expect(stored).toContain(typed.zoneId)
  expect(stored).not.toContain(typed.secret)
  const [count] = await portal.sql('select from integration where customer_id = $1', [customer.id])
  expect(count).toBeUndefined()
})

test('the start page and the pages of refusals lead signed-in people to their work', async ({
  guard,
  member,
  staff,
}) => {
  guard.expectProblem(/status of 40[34]/)
  for (const [page, path, name, target] of [
    [member.page, '/', 'Go to Integrations', '/integrations'],
    [member.page, '/admin', 'Go to Integrations', '/integrations'],
    [member.page, '/nothing/here', 'Go to Integrations', '/integrations'],
    [staff.page, '/', 'Go to all integrations', '/admin/integrations'],
    [staff.page, '/integrations', 'Go to all integrations', '/admin/integrations'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('navigation', { name: 'Main' }), path).toBeVisible()
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page, path).toHaveURL(target)
  }
})

test('a member at the admin pages is told that the role does not open them', async ({
  guard,
  member: { page },
}) => {
  guard.expectProblem(/status of 403/)
  for (const path of [
    '/admin',
    '/admin/integrations',
    '/admin/integrations/01990000-0000-7000-8000-000000000000',
  ]) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(403)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your role does not open this page')
  }
})

test('staff who belong to no customer are told so at the pages of members', async ({
  guard,
  staff: { page },
}) => {
  guard.expectProblem(/status of 403/)
  const response = await page.goto('/integrations')
  expect(response?.status()).toBe(403)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your role does not open this page')
})
