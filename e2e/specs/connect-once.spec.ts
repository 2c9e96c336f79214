import { expect, test } from '#e2e/fixtures.ts'
import { loadForm, postForm } from '#e2e/support/forms.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import type { Member } from '#e2e/support/people.ts'
import { sample } from '#e2e/support/samples.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'
import { connect, connectButton, fillForm, integrationId, openForm } from '#e2e/support/wizard.ts'

test('a double click on Connect makes one integration', async ({ portal, member }) => {
  const { page } = member
  await openForm(page, 'api_token')
  await fillForm(page, sample('user token'))
  await connectButton(page).dblclick()
  await integrationId(page)
  await expectState(page, 'Connected')
  expect(await countOf(portal, member)).toEqual({ integrations: 1, credentials: 1, verifications: 1 })
})

test('the same form sent from two tabs at once makes one integration, and both tabs lead to it', async ({
  portal,
  member,
}) => {
  const path = '/integrations/new?step=enter&method=api_token'
  const { secret, accountId, zoneId } = sample('user token')
  const hidden = await loadForm(portal, member, path, ['idempotencyKey'])
  const form = { ...hidden, token: secret, accountId, zoneIds: zoneId }
  const answers = await Promise.all([1, 2, 3].map(() => postForm(portal, member, path, form)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  const [first, ...others] = answers.map(({ headers }) => headers.location)
  expect(first).toMatch(/\/integrations\/[0-9a-f-]{36}$/)
  expect(others).toEqual([first, first])
  expect(await countOf(portal, member)).toMatchObject({ integrations: 1, credentials: 1 })
})

test('a second integration of the same account is not made: a notice leads to the first', async ({
  portal,
  member,
}) => {
  const { page } = member
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  const again = await connect(page, sample('only one zone'))
  expect(again).toBe(id)
  await expect(page.getByRole('main')).toContainText('This account is connected already')
  await expect(page.getByRole('main')).toContainText('the credential you just entered was not kept')
  await expect(section(page, 'Details')).toContainText('version 1')
  expect(await countOf(portal, member)).toMatchObject({ integrations: 1, credentials: 1 })
  await page.getByRole('link', { name: 'replace the credential', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Replace the credential')
})

test('another customer can connect the same account and sees nothing of the first', async ({
  portal,
  member,
  people,
}) => {
  const other = await people.member()
  const id = await connect(member.page, sample('user token'))
  expect(await connect(other.page, sample('user token'))).not.toBe(id)
  await expectState(other.page, 'Connected')
  expect(await countOf(portal, other)).toMatchObject({ integrations: 1 })
})

async function countOf(portal: TestPortal, member: Member): Promise<Record<string, number>> {
  const [counts] = await portal.sql<Record<string, number>>(
    `select (select count(*)::int from integration where customer_id = $1) as integrations,
            (select count(*)::int from credential where customer_id = $1) as credentials,
            (select count(*)::int from verification where customer_id = $1) as verifications`,
    [member.customer.id],
  )
  return counts ?? {}
}
