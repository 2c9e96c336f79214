import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { sample } from '#e2e/support/samples.ts'
import { connectButton, openForm, secretField } from '#e2e/support/wizard.ts'

test.slow()

test('the pages before the sign-in are accessible in light and dark, on a desk and on a phone', async ({
  page,
}) => {
  for (const path of [
    '/',
    '/sign-in',
    '/sign-in/check-mail',
    '/sign-in/link-used',
    '/sign-in/other-browser',
  ]) {
    await page.goto(path)
    await expectAccessible(page)
  }
  await page.goto('/')
  for (const fold of await page.getByRole('group').all()) await fold.click({ position: { x: 8, y: 8 } })
  await expectAccessible(page)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('nobody')
  await page.getByRole('button', { name: 'Send me a sign-in mail' }).click()
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(/Enter one e-mail address/)
  await expectAccessible(page)
})

test('every step of the wizard is accessible, with errors and hints too', async ({ member: { page } }) => {
  for (const query of [
    '?step=choose',
    '?step=prepare&method=api_token',
    '?step=prepare&method=global_key',
    '?step=enter&method=global_key',
  ]) {
    await page.goto(`/integrations/new${query}`)
    await expectAccessible(page)
  }
  await openForm(page, 'api_token')
  await connectButton(page).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Not sent' })).toBeAttached()
  await secretField(page, 'api_token').fill(sample('global key').secret)
  await expectAccessible(page)
})

test('the pages of refusals are accessible', async ({ guard, member: { page } }) => {
  guard.expectProblem(/status of 40[34]/)
  for (const [path, heading] of [
    ['/nothing/here', 'There is nothing at this address'],
    ['/admin', 'Your role does not open this page'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expectAccessible(page)
  }
})
