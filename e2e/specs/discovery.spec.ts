import {
  gardens,
  harborSite,
  northwind,
  northwindBlog,
  northwindShop,
} from '#e2e/cloudflare-simulator/world.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import {
  connectButton,
  field,
  integrationId,
  list,
  openForm,
  paste,
  pasteField,
  said,
  secretField,
} from '#e2e/support/wizard.ts'

test('one paste and one click: the only account and its only zone are chosen, and the account is connected', async ({
  member: { page },
}) => {
  await page.goto('/integrations/new')
  await paste(pasteField(page), sample('zone on Business').secret)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Enter the token and choose what to watch')
  await expect(said(page, 'This credential sees 1 account and 1 zone. Both are chosen.')).toBeVisible()
  await expect(list(page, 'Account').getByRole('radio', { name: harborSite.account.name })).toBeChecked()
  await expect(list(page, 'Zones').getByRole('checkbox', { name: harborSite.name })).toBeChecked()
  await expect(list(page, 'Zones')).toContainText(`${harborSite.id}`)
  await expect(list(page, 'Zones')).toContainText('Business · active')
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
  await expect(section(page, 'Details')).toContainText(harborSite.id)
})

test('an account is chosen among several, then some of its zones, and each of them is verified', async ({
  member: { page },
}) => {
  await openForm(page, 'api_token')
  await paste(secretField(page, 'api_token'), sample('several accounts').secret)
  await expect(said(page, 'This credential sees 3 accounts and 4 zones.')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Its zones come once an account is chosen.')
  await expect(list(page, 'Account').getByRole('radio', { checked: true })).toHaveCount(0)
  await list(page, 'Account').getByRole('radio', { name: northwind.name }).check()
  const zones = list(page, 'Zones').getByRole('checkbox')
  await expect(zones).toHaveCount(2)
  await zones.nth(0).check()
  await zones.nth(1).check()
  // The choice in one account is still there after a look at another.
  await list(page, 'Account').getByRole('radio', { name: harborSite.account.name }).check()
  await expect(zones).toHaveCount(1)
  await expect(zones).toBeChecked()
  await list(page, 'Account').getByRole('radio', { name: northwind.name }).check()
  await expect(list(page, 'Zones').getByRole('checkbox', { checked: true })).toHaveCount(2)
  await expectAccessible(page)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
  for (const { id } of [northwindShop, northwindBlog])
    await expect(section(page, 'Details')).toContainText(id)
  await page.getByRole('link', { name: 'Correct the ids' }).click()
  await expect(field(page, 'Zone ID')).toHaveValue(`${northwindShop.id}\n${northwindBlog.id}`)
})

test('many zones are searched, at most 50 stand on the page, and what is chosen stays while searching', async ({
  member: { page },
}) => {
  await page.goto('/integrations/new')
  await paste(pasteField(page), sample('many zones').secret)
  const zones = list(page, 'Zones')
  await expect(said(page, 'The first 50 of 120 zones; search to see others.')).toBeVisible()
  await expect(zones.getByRole('checkbox')).toHaveCount(50)
  const search = zones.getByRole('searchbox', { name: 'Search zones by name or id' })
  for (const name of ['garden-119', 'garden-042']) {
    await search.fill(name.toUpperCase())
    await expect(zones.getByRole('checkbox')).toHaveCount(1)
    await zones.getByRole('checkbox', { name: `${name}.example` }).check()
  }
  await expect(said(page, '1 zone. 2 chosen.')).toBeVisible()
  // A return key in the search sends nothing.
  await search.press('Enter')
  await search.fill('no such name')
  await expect(said(page, 'No zone has this in its name or id. 2 chosen.')).toBeVisible()
  await expectAccessible(page)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(gardens.name)
  await expect(section(page, 'Details')).toContainText('garden-119.example')
  await expect(section(page, 'Details')).toContainText('garden-042.example')
})

test('nothing is sent before a zone is chosen: the list says so and has the focus', async ({
  member: { page },
}) => {
  await openForm(page, 'global_key')
  await field(page, 'Auth Email').fill(sample('global key').email ?? '')
  await paste(secretField(page, 'global_key'), sample('global key').secret)
  await expect(list(page, 'Zones')).toBeVisible()
  await connectButton(page).click()
  await expect(list(page, 'Zones')).toHaveAccessibleDescription('Choose at least one zone.')
  await expect(list(page, 'Zones').getByRole('checkbox').first()).toBeFocused()
  await list(page, 'Zones').getByRole('checkbox').first().check()
  await expect(list(page, 'Zones')).toHaveAccessibleDescription('')
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
})

test('a token for some zones may not list them: its account is chosen, the Zone ID is typed, nothing is called wrong', async ({
  member: { page },
}) => {
  const typed = sample('only one zone')
  await page.goto('/integrations/new')
  await paste(pasteField(page), typed.secret)
  await expect(said(page, 'does not let this credential list all accounts or zones')).toContainText(
    'Enter the Zone ID by hand.',
  )
  await expect(list(page, 'Account').getByRole('radio', { name: northwind.name })).toBeChecked()
  await field(page, 'Zone ID').fill(typed.zoneId)
  await expect(list(page, 'Account')).toBeVisible()
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
})

test('accounts that repeat their first page for ever are listed once', async ({ member: { page } }) => {
  await openForm(page, 'api_token')
  await paste(secretField(page, 'api_token'), sample('accounts repeat page one').secret)
  await expect(list(page, 'Account').getByRole('radio')).toHaveCount(1)
  await expect(said(page, 'This credential sees 1 account and 2 zones.')).toBeVisible()
})

test('a wrong token is told at once, before anything is stored, and one that cannot be told is not called wrong', async ({
  portal,
  member: { page, customer },
}) => {
  await page.goto('/integrations/new')
  await paste(pasteField(page), sample('unknown').secret)
  const wrong = said(page, 'Cloudflare does not know this token')
  await expect(wrong).toContainText('Nothing was stored.')
  await expect(wrong).toContainText('Look for the token in your list at Cloudflare.')
  await expect(field(page, 'Account ID')).toBeVisible()
  await expectAccessible(page)
  await paste(secretField(page, 'api_token'), sample('ip filtered').secret)
  await expect(said(page, 'Add 203.0.113.7 to the addresses allowed for the token')).toBeVisible()
  await paste(secretField(page, 'api_token'), sample('html 502').secret)
  const unclear = said(
    page,
    'Cloudflare answered with an error of its own. This says nothing about the credential.',
  )
  await expect(unclear).toContainText('Enter the Account ID and the Zone ID by hand. Or look again.')
  await expect(wrong).toHaveCount(0)
  expect(await portal.sql('select from integration where customer_id = $1', [customer.id])).toHaveLength(0)
})

test('while Cloudflare is slow the page says what it does, and who types meanwhile goes on typing', async ({
  portal,
  member: { page },
}) => {
  const typed = sample('user token')
  portal.simulator.setLatency(3_500)
  await page.goto('/integrations/new')
  await paste(pasteField(page), typed.secret)
  await expect(said(page, 'Looking up accounts and zones at Cloudflare…')).toBeVisible()
  await expect(said(page, 'at most 8 seconds. You can type the ids meanwhile.')).toBeVisible()
  await field(page, 'Account ID').fill(typed.accountId.slice(0, 12))
  await expect(said(page, 'This credential sees 1 account and 2 zones.')).toBeVisible()
  await expect(field(page, 'Account ID')).toBeFocused()
  await expect(field(page, 'Account ID')).toHaveValue(typed.accountId.slice(0, 12))
  await field(page, 'Account ID').fill(typed.accountId)
  await field(page, 'Zone ID').fill(`${typed.zoneId}\nnot an id`)

  // To the list and back: nothing is lost, and what no list knows is shown.
  await page.getByRole('button', { name: 'Choose from the list instead' }).click()
  await expect(list(page, 'Account').getByRole('radio', { name: northwind.name })).toBeChecked()
  await expect(list(page, 'Zones').getByRole('checkbox', { checked: true })).toHaveCount(4)
  await expect(list(page, 'Zones').getByRole('checkbox', { name: 'Typed by hand' })).toHaveCount(3)
  await list(page, 'Zones').getByRole('checkbox', { name: northwindBlog.name }).check()
  await page.getByRole('button', { name: 'Type the ids instead' }).click()
  await expect(field(page, 'Account ID')).toHaveValue(typed.accountId)
  await expect(field(page, 'Zone ID')).toHaveValue(`${typed.zoneId}\nnot\nan\nid\n${northwindBlog.id}`)
})

test('connecting does not wait for the lists', async ({ portal, member: { page } }) => {
  const typed = sample('user token')
  portal.simulator.setLatency(6_000)
  await openForm(page, 'api_token')
  await field(page, 'Account ID').fill(typed.accountId)
  await field(page, 'Zone ID').fill(typed.zoneId)
  await paste(secretField(page, 'api_token'), typed.secret)
  await expect(said(page, 'Looking up')).toBeVisible()
  const clicked = Date.now()
  await connectButton(page).click()
  await integrationId(page)
  expect(Date.now() - clicked).toBeLessThan(4_000)
})

test('a newer paste calls the older question off: no more is asked for it, and only its own answer counts', async ({
  portal,
  member: { page },
}) => {
  await openForm(page, 'api_token')
  await paste(secretField(page, 'api_token'), sample('zone on Business').secret)
  await expect(list(page, 'Account').getByRole('radio', { name: harborSite.account.name })).toBeChecked()
  portal.simulator.setLatency(1_500)
  portal.simulator.reset()
  await paste(secretField(page, 'api_token'), sample('many zones').secret)
  await expect(list(page, 'Account')).toHaveCount(0)
  await expect.poll(() => portal.simulator.calls().length).toBe(2)
  await paste(secretField(page, 'api_token'), sample('user token').secret)
  await expect(list(page, 'Account').getByRole('radio')).toHaveCount(1)
  await expect(list(page, 'Account').getByRole('radio', { name: northwind.name })).toBeChecked()
  await expect(list(page, 'Zones').getByRole('checkbox', { checked: true })).toHaveCount(0)
  // The second page of the many zones would have been asked for before the newer answer came.
  expect(portal.simulator.calls().filter(({ query }) => query.includes('page=2&'))).toEqual([])
})

test('after too many look-ups the ids are typed, and connecting still works', async ({ portal, member }) => {
  const { page, id } = member
  const typed = sample('user token')
  await portal.sql(`insert into rate_limit (key, points, expire) values ($1, 30, $2)`, [
    `discoverPerson:${id}`,
    Date.now() + 600_000,
  ])
  await openForm(page, 'api_token')
  await paste(secretField(page, 'api_token'), typed.secret)
  await expect(said(page, 'Too many tries in a short time. Nothing was stored.')).toContainText(
    'Type the ids',
  )
  await field(page, 'Account ID').fill(typed.accountId)
  await field(page, 'Zone ID').fill(typed.zoneId)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
})
