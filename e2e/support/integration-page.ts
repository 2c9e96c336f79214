import { expect, type Locator, type Page } from '@playwright/test'

type State =
  | 'Verifying'
  | 'Connected'
  | 'Connected with gaps'
  | 'Needs attention'
  | 'Not confirmed yet'
  | 'Disconnected'
type Word = 'Waiting' | 'Passed' | 'Failed' | 'Could not tell' | 'Not run'

/** One section of the page, by its title. */
export function section(
  page: Page,
  title:
    | 'Verification'
    | 'Audit-log sample'
    | 'Details'
    | 'Mails'
    | 'Activity'
    | 'Case'
    | 'Needs attention now'
    | 'Started and stopped'
    | 'Under the current key',
): Locator {
  return page.getByRole('region', { name: title })
}

export async function expectState(page: Page, state: State, timeout = 15_000): Promise<void> {
  await expect(page.getByRole('main')).toContainText(state, { timeout })
  await expect(section(page, 'Details')).toBeVisible()
}

/** The verification has ended with this summary, such as "20 of 20 checks done". */
export async function expectChecks(page: Page, summary: string, timeout = 15_000): Promise<void> {
  const status = section(page, 'Verification').getByRole('status').filter({ hasText: 'checks done' })
  await expect(status).toHaveText(summary, { timeout })
}

export function check(page: Page, title: string): Locator {
  return section(page, 'Verification')
    .getByRole('listitem')
    .filter({
      has: page.getByRole('heading', { name: title, exact: true }),
    })
}

export async function expectCheck(page: Page, title: string, word: Word): Promise<void> {
  await expect(check(page, title)).toContainText(word)
}

/** Counts how often the page was loaded as a whole from here on. */
export function countLoads(page: Page): () => number {
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  return () => loads
}
