import { expect, type Locator, type Page } from '@playwright/test'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

/** What the simulator's records have of people. */
export const personalData = /mara\.lindqvist|t\.okafor|Tobenna|203\.0\.113\.24|2001:db8:40::9|Macintosh/

export function sampleSection(page: Page): Locator {
  return section(page, 'Audit-log sample')
}

export function records(page: Page): Locator {
  return sampleSection(page).getByRole('table').getByRole('row')
}

/** Connects with a credential whose audit log can be read, and waits until its records have been counted. */
export async function connectAndCount(page: Page, name: string): Promise<string> {
  const id = await connect(page, sample(name))
  await expectState(page, 'Connected')
  await expect(readAgain(page)).toBeVisible({ timeout: 15_000 })
  return id
}

export function readAgain(page: Page): Locator {
  return sampleSection(page).getByRole('button', { name: 'Read newer records' })
}
