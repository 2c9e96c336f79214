import type { Locator, Page } from '@playwright/test'

/** The people of the customer, on the page of colleagues. */
export function colleagues(page: Page): Locator {
  return page.getByRole('region', { name: 'People' })
}

export function openInvitation(page: Page, email: string): Locator {
  return page
    .getByRole('region', { name: 'Open invitations' })
    .getByRole('listitem')
    .filter({ hasText: email })
}

export async function invite(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Invite and send the mail' }).click()
}
