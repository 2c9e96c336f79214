import { expect, type Page } from '@playwright/test'

/** Presses "Copy" until it has copied, for before React has taken the page over it does nothing, and answers what was copied. */
export async function copyText(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const button = page.getByRole('button', { name: /^Copy(\s*Copied)?$/ }).filter({ visible: true })
  await expect(async () => {
    await button.click()
    await expect(button).toContainText('Copied', { timeout: 1_000 })
  }).toPass()
  return page.evaluate(() => navigator.clipboard.readText())
}
