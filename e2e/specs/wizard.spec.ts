import { expect, test } from '#e2e/fixtures.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { storedIn } from '#e2e/support/storage.ts'
import { connectButton, field, fillForm, integrationId, openForm, secretField } from '#e2e/support/wizard.ts'

const heading = {
  choose: 'Choose how AQUILA signs in at Cloudflare',
  enter: 'Enter the token and choose what to watch',
}

test('the back button keeps everything that was typed', async ({ member: { page } }) => {
  const typed = sample('user token')
  await page.goto('/integrations/new')
  await page.getByRole('link', { name: 'Use an API token' }).click()
  await page.getByRole('link', { name: 'I have the token: enter it' }).click()
  await fillForm(page, typed)
  await page.goBack()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(heading.choose)
  await page.goForward()
  await page.goForward()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(heading.enter)
  await expect(secretField(page, 'api_token')).toHaveValue(typed.secret)
  await expect(field(page, 'Account ID')).toHaveValue(typed.accountId)
  await expect(field(page, 'Zone ID')).toHaveValue(typed.zoneId)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
})

test('a reload keeps e-mail and ids but never the secret, and the browser has stored it nowhere', async ({
  member: { page, context },
}) => {
  const typed = sample('global key')
  await openForm(page, 'global_key')
  await fillForm(page, typed)
  const before = await storedIn(page, context)
  expect(before, 'the search looks where the draft is').toContain(typed.accountId)
  expect(before).not.toContain(typed.secret)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(field(page, 'Account ID')).toHaveValue(typed.accountId)
  await expect(field(page, 'Zone ID')).toHaveValue(typed.zoneId)
  await expect(field(page, 'Auth Email')).toHaveValue(typed.email ?? '')
  await expect(secretField(page, 'global_key')).toHaveValue('')
  expect(await storedIn(page, context)).not.toContain(typed.secret)
})

test('once it is connected the draft is forgotten, so the next integration begins with empty fields', async ({
  member: { page, context },
}) => {
  const typed = sample('global key')
  await openForm(page, 'global_key')
  await fillForm(page, typed)
  expect(await storedIn(page, context)).toContain(typed.accountId)
  await connectButton(page).click()
  await integrationId(page)
  await expect.poll(() => storedIn(page, context)).not.toContain(typed.accountId)
})

test('a draft that comes back late does not get into the field that somebody is in', async ({
  member: { page },
}) => {
  const typed = sample('user token')
  await openForm(page, 'api_token')
  await field(page, 'Account ID').fill(typed.accountId)
  await field(page, 'Zone ID').fill(typed.zoneId)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  await field(page, 'Zone ID').focus()
  letGo()
  await expect(field(page, 'Account ID')).toHaveValue(typed.accountId)
  await expect(field(page, 'Zone ID')).toHaveValue('')
})

test('the browser asks before a typed secret is lost by closing the page', async ({ member: { page } }) => {
  await openForm(page, 'api_token')
  await secretField(page, 'api_token').fill(sample('user token').secret)
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
})

test('after going back from the integration the form is empty of the secret', async ({
  member: { page, context },
}) => {
  const typed = sample('user token')
  await openForm(page, 'api_token')
  await fillForm(page, typed)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
  await page.goBack()
  await expect(secretField(page, 'api_token')).toHaveValue('')
  expect(await storedIn(page, context)).not.toContain(typed.secret)
})

test('the whole wizard works by keyboard alone', async ({ member: { page } }) => {
  const typed = sample('user token')
  await page.goto('/integrations')
  const press = async (role: 'link' | 'button' | 'textbox', name: string) => {
    const target = page.getByRole(role, { name, exact: true })
    await expect(target).toBeVisible()
    for (let presses = 0; presses < 60; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`60 presses of Tab do not reach “${name}”.`)
  }
  await press('link', 'Connect Cloudflare')
  await page.keyboard.press('Enter')
  await press('link', 'Use an API token')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused()
  await press('link', 'I have the token: enter it')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(heading.enter)
  await press('textbox', 'API token')
  await page.keyboard.insertText(typed.secret)
  await press('button', 'Show API token')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Hide API token' })).toHaveAttribute('aria-pressed', 'true')
  await press('button', 'Type the ids instead')
  await page.keyboard.press('Enter')
  await press('textbox', 'Account ID')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(typed.accountId)
  await press('textbox', 'Zone ID')
  await page.keyboard.insertText(typed.zoneId)
  await press('button', 'Connect and verify')
  await page.keyboard.press('Enter')
  await integrationId(page)
  await expectState(page, 'Connected')
})

test('nothing is sent while a field is wrong: the error stands at the field and the field has the focus', async ({
  member: { page },
}) => {
  const typed = sample('user token')
  await openForm(page, 'api_token')
  await fillForm(page, { ...typed, accountId: typed.accountId.slice(1) })
  let posts = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') posts += 1
  })
  await connectButton(page).click()
  const account = field(page, 'Account ID')
  await expect(account).toBeFocused()
  await expect(account).toHaveAttribute('aria-invalid', 'true')
  await expect(account).toHaveAccessibleDescription(/has 32 characters; this has 31/)
  await expect(page.getByRole('alert').filter({ hasText: 'Not sent' })).toHaveText(/one field needs/)
  expect(posts).toBe(0)
  await account.fill(typed.accountId)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected')
})
