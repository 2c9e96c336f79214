import { expect, type Locator, type Page } from '@playwright/test'
import type { Typed } from '#e2e/support/samples.ts'

const secretLabel = { api_token: 'API token', global_key: 'Global API Key' } as const

export function secretField(page: Page, kind: Typed['kind']): Locator {
  return page.getByLabel(secretLabel[kind], { exact: true })
}

export function field(page: Page, label: 'Auth Email' | 'Account ID' | 'Zone ID'): Locator {
  return page.getByLabel(label, { exact: true })
}

export function connectButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Connect and verify' })
}

/** Straight to the form of a method. */
export async function openForm(page: Page, kind: Typed['kind']): Promise<void> {
  await page.goto(`/integrations/new?step=enter&method=${kind}`)
  await expect(secretField(page, kind)).toBeVisible()
}

/** Types the ids, and the secret last: ids that were typed stay fields, whatever the lists bring. */
export async function fillForm(page: Page, typed: Typed): Promise<void> {
  await field(page, 'Account ID').fill(typed.accountId)
  await field(page, 'Zone ID').fill(typed.zoneId)
  if (typed.email !== null) await field(page, 'Auth Email').fill(typed.email)
  await secretField(page, typed.kind).fill(typed.secret)
}

/** One of the lists that stand in the place of the ids. */
export function list(page: Page, title: 'Account' | 'Zones'): Locator {
  return page.getByRole('group', { name: title, exact: true })
}

/** What the wizard says about the credential before anything is stored. */
export function said(page: Page, text: string | RegExp): Locator {
  return page.getByRole('status').filter({ hasText: text })
}

/** The field of the first step, for who has a credential already. */
export function pasteField(page: Page): Locator {
  return page.getByLabel('Have a token or a key already? Paste it')
}

/** Pastes in one piece, as a person does; `fill` types. */
export async function paste(into: Locator, text: string): Promise<void> {
  await into.evaluate((element, pasted) => {
    const input = element as HTMLInputElement
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    setValue?.call(input, pasted)
    input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))
  }, text)
}

/** Connects and ends on the page of the new integration. */
export async function connect(page: Page, typed: Typed): Promise<string> {
  await openForm(page, typed.kind)
  await fillForm(page, typed)
  await connectButton(page).click()
  return integrationId(page)
}

/** Waits for an integration's page and answers its id. */
export async function integrationId(page: Page): Promise<string> {
  await page.waitForURL(/\/integrations\/[0-9a-f-]{36}(\?|$)/)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}
