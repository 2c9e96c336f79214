import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { check, expectState } from '#e2e/support/integration-page.ts'
import { openAsStaff } from '#e2e/support/open-as-staff.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'
import { anchorOf, failureCodes } from '#lib/cloudflare/failure.ts'

test('every failure of the closed list has exactly one anchor on the page, and whoever asks may read it', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('contentinfo').getByRole('link', { name: 'Troubleshooting' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Troubleshooting')
  const ids = await page.locator('article[id]').evaluateAll((articles) => articles.map(({ id }) => id))
  expect(ids.toSorted()).toEqual(failureCodes.map(anchorOf).toSorted())
  const everyId = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))
  expect(everyId.toSorted()).toEqual([...new Set(everyId)].toSorted())
  const targets = await page
    .locator('main a[href^="#"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(1) ?? ''))
  expect(targets.filter((target) => !everyId.includes(target))).toEqual([])
})

test('a check that did not pass leads to its entry, for members and for staff', async ({ member, staff }) => {
  const id = await connect(member.page, sample('no Account Settings'))
  await expectState(member.page, 'Needs attention')
  await openAsStaff(staff.page, id)
  for (const page of [member.page, staff.page]) {
    await check(page, 'Audit log readable').getByRole('link', { name: 'More about this' }).click()
    await expect(page).toHaveURL(/\/troubleshooting#audit-log-forbidden$/)
    const entry = page.locator('#audit-log-forbidden')
    await expect(entry).toBeInViewport()
    await expect(entry.getByRole('heading')).toHaveText('The token may not read the audit log')
    await expect(entry).toContainText('Authentication error')
    await expect(entry).toContainText('“Access: Audit Logs” opens sign-ins to applications')
  }
})

test('a check that was not run says why as well', async ({ member: { page } }) => {
  await connect(page, sample('unknown'))
  await expectState(page, 'Needs attention')
  await check(page, 'Audit log readable').getByRole('link', { name: 'Why?' }).click()
  await expect(page.locator('#depends-on-other')).toBeInViewport()
})

test('who has only what Cloudflare said finds what it can be, by text, by code and by a whole message', async ({
  page,
}) => {
  await page.goto('/troubleshooting')
  const field = page.getByRole('searchbox')
  const entries = page.locator('article[id]:visible')
  const index = page.locator('[data-group="by-text"] [data-says]:visible')
  await expect(index, 'the index is folded').toHaveCount(0)
  await field.fill('Authentication error')
  await expect(index.first()).toBeVisible()
  for (const anchor of ['permission-missing', 'ids-swapped', 'audit-log-forbidden', 'token-spreading'])
    await expect(page.locator(`#${anchor}`)).toBeVisible()
  await expect(page.locator('#ip-filtered')).toBeHidden()
  await field.fill('10502')
  await expect(entries).toHaveCount(1)
  await expect(page.getByRole('status')).toHaveText('1 entry')
  await field.fill(
    '{"success":false,"errors":[{"code":9109,"message":"Cannot use the access token from location: 198.51.100.4"}]}',
  )
  await expect(entries).toHaveCount(1)
  await expect(page.locator('#ip-filtered')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Permissions' })).toBeHidden()
  await page
    .getByRole('navigation', { name: 'On this page' })
    .getByRole('link', { name: 'Permissions' })
    .click()
  await expect(page.getByRole('region', { name: 'Permissions' })).toBeVisible()
  await field.fill('no such words anywhere')
  await expect(page.getByRole('main')).toContainText('Nothing here has all of that.')
  await field.fill('')
  await expect(entries).toHaveCount(failureCodes.length)
  await expect(index).toHaveCount(0)
  expect(page.url()).not.toContain('?')
})

test('without JavaScript the whole page is there, an anchor leads to its entry, and no dead field is shown', async ({
  people,
}) => {
  const { page } = await people.visitor({ javaScriptEnabled: false })
  await page.goto('/troubleshooting#key-or-email-unknown')
  await expect(page.locator('#key-or-email-unknown')).toBeInViewport()
  await expect(page.locator('#key-or-email-unknown')).toContainText('Unknown X-Auth-Key or X-Auth-Email')
  await expect(page.locator('article[id]:visible')).toHaveCount(failureCodes.length)
  await expect(page.getByRole('searchbox')).toBeHidden()
  await expect(page.getByText('with your browser’s search (Ctrl+F)')).toBeVisible()
})

test('the page is accessible in light and dark, on a desk and on a phone', async ({ page }) => {
  test.slow()
  await page.goto('/troubleshooting#ids-swapped')
  await page.getByText(/^All \d+ texts/).click()
  await expectAccessible(page)
})

test('with a filter, and with one that finds nothing, it is accessible too', async ({ page }) => {
  test.slow()
  await page.goto('/troubleshooting')
  await page.getByRole('searchbox').fill('10502')
  await expectAccessible(page)
  await page.getByRole('searchbox').fill('no such words anywhere')
  await expectAccessible(page)
})
