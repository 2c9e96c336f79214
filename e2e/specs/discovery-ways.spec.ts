import {
  gardens,
  harborSite,
  northwind,
  northwindBlog,
  northwindShop,
} from '#e2e/cloudflare-simulator/world.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/support/accessibility.ts'
import { multipart, sameOrigin } from '#e2e/support/forms.ts'
import { send } from '#e2e/support/http.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { storedIn } from '#e2e/support/storage.ts'
import {
  connect,
  connectButton,
  field,
  fillForm,
  integrationId,
  list,
  openForm,
  paste,
  pasteField,
  said,
  secretField,
} from '#e2e/support/wizard.ts'

test('a key pasted in the first step goes to the field for keys, and is looked up once its address is there', async ({
  portal,
  member: { page },
}) => {
  const typed = sample('global key')
  await page.goto('/integrations/new')
  await expectAccessible(page)
  await paste(pasteField(page), typed.secret)
  await expect(page).toHaveURL(/step=enter&method=global_key/)
  await expect(secretField(page, 'global_key')).toHaveValue(typed.secret)
  expect(portal.simulator.calls()).toHaveLength(0)
  await field(page, 'Auth Email').fill(typed.email ?? '')
  await expect(list(page, 'Account').getByRole('radio', { name: northwind.name })).toBeChecked()
  await page.goBack()
  await expect(pasteField(page)).toHaveValue('')
})

test('in the first step, what opens no log is explained, and a form that nobody knows is left to the person', async ({
  portal,
  member: { page },
}) => {
  await page.goto('/integrations/new')
  await paste(pasteField(page), sample('tunnel token pasted').secret)
  await expect(said(page, 'This is a tunnel token.')).toBeVisible()
  await expect(page).not.toHaveURL(/step=enter/)
  const unknown = `cfnew_${sample('user token').secret.slice(5)}`
  await paste(pasteField(page), unknown)
  await expect(said(page, 'A form AQUILA does not know. Cloudflare decides.')).toBeVisible()
  await page.getByRole('button', { name: 'Use it as API token' }).click()
  await expect(secretField(page, 'api_token')).toHaveValue(unknown)
  expect(portal.simulator.calls()).toHaveLength(0)
  await page.getByRole('button', { name: 'Look up its accounts and zones' }).click()
  await expect(said(page, 'Cloudflare does not know this token')).toBeVisible()
})

test('by keyboard alone, from the paste to the connection; the focus stays where the person left it', async ({
  member: { page },
}) => {
  await page.goto('/integrations/new')
  const reach = async (role: 'textbox' | 'radio' | 'checkbox' | 'button', name: string | RegExp) => {
    const target = page.getByRole(role, { name })
    await expect(target).toBeVisible()
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`40 presses of Tab do not reach ${name}.`)
  }
  await reach('textbox', 'Have a token or a key already? Paste it')
  await page.keyboard.insertText(sample('several accounts').secret)
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused()
  await expect(list(page, 'Account')).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused()
  await reach('radio', /^Northwind Bikes/)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Harbor Lights Clinic/ })).toBeChecked()
  await page.keyboard.press('ArrowUp')
  await reach('checkbox', new RegExp(`^${northwindBlog.name}`))
  await page.keyboard.press('Space')
  await reach('button', 'Connect and verify')
  await page.keyboard.press('Enter')
  await integrationId(page)
  await expectState(page, 'Connected')
})

test('a reload keeps what was chosen and never the secret; pasted again, the same is chosen', async ({
  member: { page, context },
}) => {
  const { secret } = sample('user token')
  page.on('dialog', (dialog) => void dialog.accept())
  await openForm(page, 'api_token')
  await paste(secretField(page, 'api_token'), secret)
  await list(page, 'Zones').getByRole('checkbox', { name: northwindBlog.name }).check()
  expect(await storedIn(page, context)).not.toContain(secret)
  await page.reload()
  await expect(secretField(page, 'api_token')).toHaveValue('')
  await expect(field(page, 'Account ID')).toHaveValue(northwind.id)
  await expect(field(page, 'Zone ID')).toHaveValue(northwindBlog.id)
  await paste(secretField(page, 'api_token'), secret)
  await expect(list(page, 'Zones').getByRole('checkbox', { name: northwindBlog.name })).toBeChecked()
  await page.getByRole('link', { name: 'Back', exact: true }).filter({ visible: true }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Create the API token at Cloudflare')
  await page.goBack()
  await expect(list(page, 'Zones').getByRole('checkbox', { checked: true })).toHaveCount(1)
  expect(await storedIn(page, context)).not.toContain(secret)
})

test('what was chosen for one token is not left over for the next one', async ({ member: { page } }) => {
  await openForm(page, 'api_token')
  await paste(secretField(page, 'api_token'), sample('many zones').secret)
  await expect(list(page, 'Account').getByRole('radio', { name: gardens.name })).toBeChecked()
  page.once('dialog', (dialog) => dialog.accept())
  await page.goto('/integrations')
  await openForm(page, 'api_token')
  await paste(secretField(page, 'api_token'), sample('zone on Business').secret)
  await expect(list(page, 'Account').getByRole('radio', { name: harborSite.account.name })).toBeChecked()
  await expect(list(page, 'Account').getByRole('radio')).toHaveCount(1)
  await expect(list(page, 'Zones').getByRole('checkbox', { name: harborSite.name })).toBeChecked()
})

test('without JavaScript several zones are typed, one per line, and one that is the account is explained', async ({
  people,
  customer,
}) => {
  const { page } = await people.member({ of: customer, javaScriptEnabled: false })
  const typed = sample('user token')
  await page.goto('/integrations/new')
  await expect(pasteField(page)).toBeHidden()
  await page.goto('/integrations/new?step=enter&method=api_token')
  await fillForm(page, { ...typed, zoneId: `${typed.zoneId}\n${typed.accountId}` })
  await connectButton(page).click()
  await expect(field(page, 'Zone ID')).toHaveAccessibleDescription(/Account ID and Zone ID are the same/)
  await expect(field(page, 'Zone ID')).toHaveValue(`${typed.zoneId}\n${typed.accountId}`)
  await secretField(page, 'api_token').fill(typed.secret)
  await field(page, 'Zone ID').fill(`${northwindShop.id}, ${northwindBlog.id}`)
  await connectButton(page).click()
  await integrationId(page)
  await expectState(page, 'Connected', 30_000)
  await expect(section(page, 'Details')).toContainText(northwindBlog.id)
  await page.getByRole('link', { name: 'Correct the ids' }).click()
  await field(page, 'Zone ID').fill(northwindShop.id)
  await page.getByRole('button', { name: 'Correct and verify' }).click()
  await expectState(page, 'Connected', 30_000)
  await expect(section(page, 'Details')).not.toContainText(northwindBlog.id)
})

test('what is typed into the list of zones before the page’s code has come is not lost', async ({
  member: { page },
}) => {
  const typed = sample('user token')
  const id = await connect(page, { ...typed, zoneId: `${northwindShop.id}\n${northwindBlog.id}` })
  await expectState(page, 'Connected')
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route('**/_next/static/**/*.js*', (route) => arrived.then(() => route.continue()))
  await page.goto(`/integrations/${id}/correct`, { waitUntil: 'commit' })
  await field(page, 'Zone ID').fill(northwindShop.id)
  arrive()
  await page.waitForLoadState('load')
  await page.getByRole('button', { name: 'Correct and verify' }).click()
  await expectState(page, 'Connected')
  await expect(section(page, 'Details')).not.toContainText(northwindBlog.id)
})

test('the link to Cloudflare’s form is pinned to the account once it is known, and the 13 can be copied', async ({
  member: { page, context },
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const link = page.getByRole('link', { name: 'Open the filled-in form' })
  await page.goto('/integrations/new?step=prepare&method=api_token')
  await expect(link).toHaveAttribute('href', /\?to=\/:account\/api-tokens&/)
  await page.getByRole('button', { name: 'Copy the list' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n')).toHaveLength(13)
  await page.getByText('Someone else looks after Cloudflare?').click()
  await page.getByRole('button', { name: 'Copy the text' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`${copied}\n`)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'I have the token: enter it' }).click()
  await field(page, 'Account ID').fill(northwind.id)
  await page.goBack()
  await expect(link).toHaveAttribute('href', new RegExp(`\\?to=/${northwind.id}/api-tokens&`))
})

test('the look-up is for members of the portal’s own pages, and takes nothing but a credential', async ({
  portal,
  member,
  staff,
}) => {
  const { secret } = sample('user token')
  const ask = (cookie: string, fields: Record<string, string>, headers = sameOrigin(portal)) => {
    const { type, body } = multipart(fields)
    const all = { Cookie: cookie, 'Content-Type': type, ...headers }
    return send(`${portal.origin}/api/discovery`, { method: 'POST', headers: all, body })
  }
  const good = { kind: 'api_token', token: secret }
  expect((await ask(member.cookie, good, { Origin: 'https://evil.example' })).status).toBe(403)
  expect((await ask('', good)).status).toBe(303)
  expect((await ask(staff.cookie, good)).status).toBe(403)
  expect((await send(`${portal.origin}/api/discovery`, { headers: { Cookie: member.cookie } })).status).toBe(
    405,
  )
  const json = { ...sameOrigin(portal), 'Content-Type': 'application/json' }
  const notAForm = await ask(member.cookie, good, json)
  expect([notAForm.status, JSON.parse(notAForm.body)]).toMatchObject([400, { status: 'refused' }])
  const extra = await ask(member.cookie, { ...good, accountId: northwind.id })
  expect(JSON.parse(extra.body)).toMatchObject({ status: 'invalid' })
  expect(portal.simulator.calls()).toHaveLength(0)
  const answer = await ask(member.cookie, good)
  expect(JSON.parse(answer.body)).toMatchObject({ status: 'found', data: { accounts: [northwind] } })
  for (const { body } of [notAForm, extra, answer]) expect(body).not.toContain(secret)
})
