import { expect, type Page } from '@playwright/test'

/** Says why, as staff do before anything of an integration is shown to them. The page is one below the integration. */
export async function stateReason(page: Page): Promise<void> {
  await page.getByLabel('The customer asked for help').check()
  await page.getByRole('button', { name: 'State the reason and open' }).click()
  await expect(page.getByRole('button', { name: 'State the reason and open' })).toHaveCount(0)
}

/** Opens the page of an integration as staff for the first time, with a reason. */
export async function openAsStaff(page: Page, id: string): Promise<void> {
  await page.goto(`/admin/integrations/${id}`)
  await stateReason(page)
}
