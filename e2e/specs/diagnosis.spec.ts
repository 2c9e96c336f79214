import { northwind, northwindShop } from '#e2e/cloudflare-simulator/world.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { check, expectChecks, expectState, section } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect, connectButton, fillForm, integrationId } from '#e2e/support/wizard.ts'

test('swapped ids are put right with one click, and the trail says who did it', async ({ member }) => {
  const { page, email } = member
  await connect(page, sample('ids swapped'))
  await expectState(page, 'Needs attention')
  await expect(check(page, 'Account')).toContainText('Account ID and Zone ID are swapped')
  const repeated = check(page, `Zone ${northwind.id}`)
  await expect(repeated).toContainText('The same cause as above')
  await expect(repeated).not.toContainText('Cloudflare says')
  await page.getByRole('button', { name: 'Exchange the ids' }).click()
  await expectState(page, 'Connected')
  await expectChecks(page, '20 of 20 checks done')
  await expect(section(page, 'Details')).toContainText(northwind.id)
  await expect(section(page, 'Details')).toContainText(northwindShop.id)
  await expect(page.getByRole('button', { name: 'Exchange the ids' })).toHaveCount(0)
  await expect(
    section(page, 'Activity')
      .getByRole('listitem')
      .filter({ hasText: 'corrected the Account ID and the Zone ID' }),
  ).toContainText(email)
})

test('without JavaScript one click puts swapped ids right as well', async ({ people, customer }) => {
  const { page } = await people.member({ of: customer, javaScriptEnabled: false })
  await page.goto('/integrations/new?step=enter&method=api_token')
  await fillForm(page, sample('ids swapped'))
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Needs attention')
  await page.getByRole('button', { name: 'Exchange the ids' }).click()
  await expectState(page, 'Connected')
  await expect(section(page, 'Activity')).toContainText('corrected the Account ID and the Zone ID')
})

test('the account that Cloudflare named is used with one click, unless it is connected already', async ({
  member: { page },
}) => {
  await connect(page, sample('account out of reach'))
  await expectState(page, 'Needs attention')
  const row = check(page, 'Account')
  await expect(row.getByRole('link', { name: 'Correct the Account ID' })).toBeVisible()
  const other = page.url()
  await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await page.goto(other)
  await row.getByRole('button', { name: 'Use this Account ID' }).click()
  await expect(row.getByRole('alert')).toContainText(
    'That account is connected in another integration already',
  )
  await expectState(page, 'Needs attention')
})

test('for a token that filters addresses the page has the one that Cloudflare saw and all of AQUILA’s, to copy', async ({
  people,
  customer,
  staff,
}) => {
  const { page, context } = await people.member({ of: customer })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const id = await connect(page, sample('ip filtered'))
  await expectState(page, 'Needs attention')
  const row = check(page, 'Credential accepted')
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await row.getByRole('button', { name: 'Copy 203.0.113.7' }).click()
  await expect.poll(copied).toBe('203.0.113.7')
  await row.getByRole('button', { name: 'Copy 2001:db8:a9::1' }).click()
  await expect.poll(copied).toBe('2001:db8:a9::1')
  await row.getByRole('button', { name: 'Copy all addresses' }).click()
  await expect.poll(copied).toBe('203.0.113.0/29\n2001:db8:a9::1')
  await expect(row).not.toContainText('is not among the addresses')
  await openAsStaff(staff.page, id)
  await expect(check(staff.page, 'Credential accepted')).toContainText('203.0.113.0/29')
})

test('an address of AQUILA’s that nobody has listed is called that, and copied with the others', async ({
  people,
  customer,
}) => {
  test.slow()
  const { page, context } = await people.member({ of: customer })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await connect(page, sample('ip filtered, seen over IPv6'))
  await expectState(page, 'Needs attention')
  const row = check(page, 'Credential accepted')
  await expect(row).toContainText(
    '2001:db8:feed::7 is not among the addresses that AQUILA is set up to call from.',
  )
  await row.getByRole('button', { name: 'Copy all addresses' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('2001:db8:feed::7\n203.0.113.0/29\n2001:db8:a9::1')
  await expectAccessible(page)
})

test('all details of one check are copied at once, with what caused what', async ({ people, customer }) => {
  const { page, context } = await people.member({ of: customer })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // Of a length that the form lets pass, with characters that no token has.
  await connect(page, { ...sample('user token'), secret: 'DEMO.'.repeat(9) })
  await expectState(page, 'Needs attention')
  const row = check(page, 'Credential accepted')
  await row.getByRole('group').click()
  await row.getByRole('button', { name: 'Copy all details of Credential accepted' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(
      /^Credential accepted\nEndpoint: GET \/user\/tokens\/verify\nStatus: 400\nCodes: 6003 Invalid request headers; caused by 6111 Invalid format for Authorization header\ncf-ray: [0-9a-f]{16}-SIM\nTime: .* UTC\nTook: \d+ ms$/,
    )
})

for (const [name, title, sentence, badge] of [
  ['global key', 'This key can do more than read', 'in all accounts of that person', 'Full access'],
  ['may write logs', 'This token can do more than read', 'It has “Logs: Write”', 'Can write'],
] as const) {
  test(`${name}: accepted and labeled for member and staff, with the way to one that only reads`, async ({
    member: { page },
    staff,
  }) => {
    const id = await connect(page, sample(name))
    await expectState(page, 'Connected')
    await page.reload()
    const main = page.getByRole('main')
    await expect(main).toContainText(title)
    await expect(main).toContainText(sentence)
    await expect(page.getByRole('link', { name: /Create a read-only token at Cloudflare/ })).toHaveAttribute(
      'href',
      new RegExp(`dash\\.cloudflare\\.com/\\?to=/${northwind.id}/api-tokens&permissionGroupKeys=`),
    )
    await expect(page.getByRole('link', { name: /^Replace the (key|token)$/ })).toHaveAttribute(
      'href',
      `/integrations/${id}/replace`,
    )
    await page.goto('/integrations')
    await expect(page.getByRole('row').filter({ hasText: 'Northwind Bikes' })).toContainText(badge)

    await openAsStaff(staff.page, id)
    await expect(staff.page.getByRole('main')).toContainText(title)
    await expect(staff.page.getByRole('main')).toContainText(sentence)
    await expect(staff.page.getByRole('link', { name: /Replace the/ })).toHaveCount(0)
    await staff.page.goto('/admin/integrations')
    await expect(staff.page.getByRole('row').filter({ hasText: badge }).first()).toBeVisible()
  })
}

test('a token of which only reading was seen is not called read-only', async ({ member: { page } }) => {
  await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await page.reload()
  await expect(page.getByRole('main')).not.toContainText('can do more than read')
  await expect(section(page, 'Details')).toContainText('Nothing, as far as AQUILA can see without trying')
})

test('a token that ends within a month says so on its page and in the lists', async ({
  member: { page },
  staff,
}) => {
  const id = await connect(page, sample('expiring in 3 days'))
  await expectState(page, 'Connected')
  await page.reload()
  await expect(page.getByRole('main')).toContainText('This token expires in 3 days')
  await expect(section(page, 'Details')).toContainText('in 3 days')
  await page.goto('/integrations')
  await expect(page.getByRole('row').filter({ hasText: 'Northwind Bikes' })).toContainText('in 3 days')
  await openAsStaff(staff.page, id)
  await expect(staff.page.getByRole('main')).toContainText('This token expires in 3 days')
})

test('the log sources are listed with what each needs, for member and staff', async ({
  portal,
  member: { page },
  staff,
}) => {
  test.slow()
  const row = (of: typeof page, name: string) =>
    of.getByRole('region', { name: 'Log sources' }).getByRole('row').filter({ hasText: name })
  portal.simulator.setLatency(1_500)
  const id = await connect(page, sample('no Analytics'))
  await expect(page.getByRole('region', { name: 'Log sources' })).toContainText('Not asked yet')
  await expectState(page, 'Connected')
  await openAsStaff(staff.page, id)
  for (const of of [page, staff.page]) {
    await expect(row(of, 'Audit logs')).toContainText('Readable')
    await expect(row(of, 'HTTP requests by Logpush')).toContainText('Needs another permission')
    await expect(row(of, 'HTTP requests by Logpush')).toContainText('Add “Logs: Write”.')
    await expect(row(of, 'Security events')).toContainText('Add “Analytics: Read”.')
    await expect(row(of, 'Log Explorer')).toContainText('Could not tell')
    await expect(of.getByRole('region', { name: 'Log sources' })).toContainText(northwindShop.name)
  }
  await connect(page, sample('empty audit log'))
  await expectState(page, 'Connected')
  await expect(row(page, 'HTTP requests by Logpull')).toContainText('Not on this plan')
  await expect(row(page, 'HTTP requests by Logpull')).toContainText('the zone is on “pro”')
  await expectAccessible(page)
})
