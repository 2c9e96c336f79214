import { expect, type Page } from '@playwright/test'
import type { ReceivedMail } from '#e2e/mailbox/mailbox.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

/** Asks for a sign-in mail in this browser, and ends where the portal says to look into the mail. */
export async function askForMail(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a sign-in mail' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look into your mail')
}

export async function typeCode(page: Page, code: string): Promise<void> {
  await page.goto('/sign-in/check-mail')
  await page.getByLabel('Code from the mail').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export function linkOf(mail: ReceivedMail): string {
  return /https?:\/\/\S+/.exec(mail.text)?.[0] ?? ''
}

export function codeOf(mail: ReceivedMail): string {
  return /\b[2-9A-Z]{4}-[2-9A-Z]{4}\b/.exec(mail.text)?.[0] ?? ''
}

/** Until the worker has done everything that is due. */
export async function queueIsIdle(portal: TestPortal): Promise<void> {
  const due = async () =>
    (await portal.sql('select from graphile_worker._private_jobs where run_at <= now()')).length
  await expect.poll(due, { message: 'jobs that are due', timeout: 20_000 }).toBe(0)
}
