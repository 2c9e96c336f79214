import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { copyText } from '#e2e/support/copy.ts'
import { expectChecks, expectState, section } from '#e2e/support/integration-page.ts'
import { openAsStaff, stateReason } from '#e2e/support/open-as-staff.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

test.slow()

/** Asks again, and waits for the answer, which is the one of this number. */
async function verifyAgain(page: Page, number: number, summary: string): Promise<void> {
  await section(page, 'Verification').getByRole('button', { name: 'Verify again' }).first().click()
  await expect(
    section(page, 'Activity').getByRole('listitem').filter({ hasText: 'verified the credential' }),
  ).toHaveCount(number)
  await expectChecks(page, summary)
}

const historyOf = (page: Page) => page.getByRole('region', { name: 'History' })

test('a token that loses a permission between two verifications: the history says which, since when, and who asked', async ({
  portal,
  member: { page },
}) => {
  const { simulated } = sample('user token')
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await expect(historyOf(page).getByRole('link', { name: 'History of all verifications (1)' })).toBeVisible()
  await expect(historyOf(page)).not.toContainText('change')

  portal.simulator.change('user token', {
    permissions: simulated.permissions.filter((name) => name !== 'Zone Settings Read'),
  })
  await verifyAgain(page, 2, '20 of 20 checks done, 1 permission missing')
  await expect(historyOf(page)).toContainText(/Last change .*Zone Settings: Read is missing now/)
  portal.simulator.change('user token', {})
  await verifyAgain(page, 3, '20 of 20 checks done')
  await verifyAgain(page, 4, '20 of 20 checks done')
  await expect(historyOf(page)).toContainText(/Last change .*Zone Settings: Read is there now/)

  await historyOf(page).getByRole('link', { name: 'History of all verifications (4)' }).click()
  await expect(page).toHaveURL(`/integrations/${id}/history`)
  const rows = page.getByRole('row')
  await expect(rows).toHaveText([
    /When/,
    /Connected.*A member asked.*Nothing changed/,
    /Connected.*A member asked.*Zone Settings: Read is there now/,
    /Connected with gaps.*A member asked.*Zone Settings: Read is missing now/,
    /Connected.*Account connected.*The first result/,
  ])
  await expect(rows.nth(1).getByRole('time')).toHaveAttribute('title', /\d{4}, \d\d:\d\d:\d\d UTC$/)

  await rows.nth(3).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Verification of .* UTC$/)
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText(
    'Zone Settings: Read is missing now',
  )
  const row = page
    .getByRole('region', { name: 'Checks' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Zone Settings: Read', exact: true }) })
  await expect(row).toContainText('Missing')
  await row.getByRole('group').click()
  await expect(row).toContainText(/cf-ray[0-9a-f]{16}-SIM/)
  await expect(row).toContainText(/Time\d+ \w{3} \d{4}, \d\d:\d\d:\d\d UTC/)
  await expect(page.getByRole('main').getByRole('button', { name: /Verify|Correct|Replace/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^(Replace|Correct|Enter another)/ })).toHaveCount(0)

  await page.getByRole('link', { name: 'Older' }).click()
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Account connected')
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Newer' }).click()
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('Nothing changed')
  await expect(page.getByRole('link', { name: 'Newer' })).toHaveCount(0)
  await page.getByRole('link', { name: 'How it is now' }).click()
  await expect(page).toHaveURL(`/integrations/${id}`)
})

test('a bundle is copied, downloaded and mailed by its id; support finds it by the id, and both see that of the other', async ({
  member,
  staff,
}) => {
  const { page } = member
  const id = await connect(page, sample('no Account Settings'))
  await expectState(page, 'Needs attention')
  await historyOf(page).getByRole('link', { name: 'Support bundle' }).click()
  const shown = (await page.locator('#bundle-text').textContent()) ?? ''
  const bundle = JSON.parse(shown) as { bundleId: string; missing: string[] }
  expect(bundle.missing).toEqual(['Account Settings'])
  await expect(page.getByRole('region', { name: 'Bundle id' })).toContainText(bundle.bundleId)
  expect(shown).not.toContain(member.email)
  expect(shown).not.toContain(member.customer.name)

  expect(await copyText(page)).toBe(shown)
  const mail = new URL(
    (await page.getByRole('link', { name: 'Mail the id to support' }).getAttribute('href')) ?? '',
  )
  expect(mail.protocol).toBe('mailto:')
  expect(mail.searchParams.get('body')).toBe(bundle.bundleId)

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`aquila-support-bundle-${bundle.bundleId}.json`)
  const saved = JSON.parse(await readFile(await download.path(), 'utf8')) as object
  expect({ ...saved, madeAt: null }).toEqual({ ...bundle, madeAt: null })

  const support = staff.page
  await support.goto('/admin/integrations')
  await support.getByRole('searchbox').fill(bundle.bundleId)
  await support.getByRole('button', { name: 'Filter' }).click()
  await expect(support.getByRole('rowheader')).toHaveCount(1)
  await expect(support.getByRole('rowheader')).toHaveText(member.customer.name)
  await support.getByRole('link', { name: 'Open the bundle' }).click()
  await stateReason(support)
  const same = JSON.parse((await support.locator('#bundle-text').textContent()) ?? '') as object
  expect({ ...same, madeAt: null }).toEqual({ ...bundle, madeAt: null })
  await expect(support.getByRole('link', { name: 'Mail the id to support' })).toHaveCount(0)

  await page.goto(`/integrations/${id}`)
  const made = section(page, 'Activity').getByRole('listitem').filter({ hasText: 'made a support bundle' })
  await expect(made).toHaveCount(2)
  await expect(made.first()).toContainText('AQUILA support')
  await expect(made.last()).toContainText(member.email)
})

test('staff read the history of a customer, and each page that they opened stands in the activity once', async ({
  member,
  staff,
}) => {
  const id = await connect(member.page, sample('no Zone Settings'))
  await expectState(member.page, 'Connected')
  const { page } = staff
  await openAsStaff(page, id)
  await historyOf(page).getByRole('link', { name: 'History of all verifications (1)' }).click()
  await expect(page.getByRole('main')).toContainText(member.customer.name)
  await page.getByRole('rowheader').getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/admin/integrations/${id}/history/`))
  await expect(page.getByRole('region', { name: 'Checks' })).toContainText('1 permission missing')

  await member.page.reload()
  const looks = section(member.page, 'Activity').getByRole('listitem').filter({ hasText: 'AQUILA support' })
  await expect(looks).toHaveText([
    /looked at one of the verifications/,
    /looked at the history of verifications/,
    /looked at the integration/,
    /opened the integration: The customer asked for help/,
  ])
})

test('a link from elsewhere shows and records nothing of a bundle until the reader asks for it', async ({
  portal,
  member: { page },
}) => {
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  const recorded = () =>
    portal.sql(`select from activity where integration_id = $1 and action like '%bundle%'`, [id])
  await page.route('http://elsewhere.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<a href="${portal.origin}/integrations/${id}/support-bundle">a bundle</a>`,
    }),
  )
  await page.goto('http://elsewhere.example/')
  await page.getByRole('link', { name: 'a bundle' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Support bundle')
  await expect(page.locator('#bundle-text')).toHaveCount(0)
  expect(await recorded()).toHaveLength(0)
  await page.getByRole('link', { name: 'Show the bundle' }).click()
  await expect(page.locator('#bundle-text')).toBeAttached()
  expect(await recorded()).toHaveLength(1)
})

test('a secret that Cloudflare repeats in its refusal is taken out before anybody reads it', async ({
  portal,
  member: { page },
}) => {
  const { secret } = sample('user token')
  portal.simulator.change('user token', { quirk: 'repeats_credential' })
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Needs attention')
  for (const path of ['', '/history', '/support-bundle']) {
    await page.goto(`/integrations/${id}${path}`)
    const html = await page.content()
    expect(html.includes(secret)).toBe(false)
    if (path !== '/history') expect(html).toContain('Authentication error: ')
  }
})

test('an integration that does not exist has no history and no bundle for staff either', async ({
  guard,
  staff: { page },
}) => {
  guard.expectProblem(/status of 404/)
  const id = '01990000-0000-7000-8000-000000000000'
  for (const path of [`${id}/history`, `${id}/history/${id}`, `${id}/support-bundle`, 'no-id/history']) {
    expect((await page.goto(`/admin/integrations/${path}`))?.status()).toBe(404)
  }
})
