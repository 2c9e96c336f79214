import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import { sample } from '#e2e/support/samples.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'
import { connect } from '#e2e/support/wizard.ts'

const earlier = '0a000000-0000-4000-8000-000000000001'

test('staff see which key protects how many credentials, and how far they are under the current one', async ({
  portal,
  member,
  people,
  staff,
}) => {
  const { page } = staff
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const other = await people.member()
  const otherId = await connect(other.page, sample('no Account Settings'))
  await expectState(other.page, 'Needs attention')
  const kek = await kekOf(portal, id)
  await page.goto('/admin')
  await page.getByRole('navigation', { name: 'Staff console' }).getByRole('link', { name: 'Keys' }).click()
  await expect(page).toHaveURL('/admin/keys')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keys')
  await expect(page.getByRole('link', { name: 'Keys' })).toHaveAttribute('aria-current', 'page')
  await expect(section(page, 'Under the current key')).toContainText(
    /^Under the current keyAll \d+ credentials are/,
  )
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  await expect(page.getByRole('row').filter({ hasText: kek })).toContainText('Current')
  await expectAccessible(page)

  // As if it had been sealed before the key was changed: the bytes themselves are never rewritten.
  await destroy(portal, otherId)
  await portal.sql(
    `insert into credential (id, customer_id, integration_id, version, kind, mask, account_id, kek_id, sealed, created_at)
       select uuidv7(), customer_id, integration_id, 2, kind, mask, account_id, $1::uuid,
         '\\x000000'::bytea || uuid_send($1::uuid) || '\\x00'::bytea, now() - interval '3 days'
       from credential where integration_id = $2`,
    [earlier, otherId],
  )
  await page.reload()
  await expect(section(page, 'Under the current key')).toContainText('1 is still under an earlier one.')
  await expect(section(page, 'Under the current key')).toContainText('sealed 3 days ago')
  const bar = page.getByRole('progressbar', { name: 'Credentials under the current key' })
  await expect(bar).toHaveAttribute('aria-valuetext', /1 is still under an earlier one/)
  const old = page.getByRole('row').filter({ hasText: earlier })
  await expect(old.getByRole('cell').first()).toHaveText('1')
  await expect(old).not.toContainText('Current')
  await expectAccessible(page)
  expect((await page.content()).includes(sample('user token').secret)).toBe(false)
  const looks = await portal.sql("select 1 from activity where action = 'keys.viewed' and actor_id = $1", [
    staff.id,
  ])
  expect(looks).toHaveLength(2)
  // The portal goes on to serve other stories.
  await destroy(portal, otherId)
})

test('staff see of one integration which key protects it, its member does not', async ({
  portal,
  member,
  staff,
}) => {
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const kek = await kekOf(portal, id)
  await openAsStaff(staff.page, id)
  const link = section(staff.page, 'Details').getByRole('link', { name: kek })
  await expect(link).toHaveAttribute('href', '/admin/keys')
  await member.page.reload()
  await expectState(member.page, 'Connected')
  const shown = await member.page.content()
  for (const piece of [kek, '/admin/keys']) expect(shown.includes(piece), piece).toBe(false)
})

async function kekOf(portal: TestPortal, integrationId: string): Promise<string> {
  const [credential] = await portal.sql<{ kek: string }>(
    'select kek_id as kek from credential where integration_id = $1',
    [integrationId],
  )
  if (!credential) throw new Error('There is no credential.')
  return credential.kek
}

async function destroy(portal: TestPortal, integrationId: string): Promise<void> {
  await portal.sql(
    'update credential set sealed = null, destroyed_at = now() where integration_id = $1 and destroyed_at is null',
    [integrationId],
  )
}
