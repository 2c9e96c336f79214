import { accessSync, constants } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { chromiumArguments } from '#scripts/browser.ts'

// After a failure Playwright would write down the page with what stands in its fields, a secret included.
process.env['PLAYWRIGHT_NO_COPY_PROMPT'] = '1'

/**
 * Stories in a real browser against the production build, which has to be there. Every worker has a portal of its
 * own (e2e/fixtures.ts). Nothing is recorded: a trace or a screenshot could show what somebody typed.
 */
export default defineConfig({
  testDir: 'e2e/specs',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  outputDir: join(tmpdir(), 'aquila-playwright'),
  // The file of the JSON report: PLAYWRIGHT_JSON_OUTPUT_NAME.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : [['list']],
  // The longest story first, so that two workers end at about the same time.
  projects: [
    { name: 'canary', testMatch: 'canary.spec.ts' },
    { name: 'stories', testIgnore: 'canary.spec.ts' },
  ],
  use: {
    trace: 'off',
    screenshot: 'off',
    video: 'off',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    launchOptions: { args: chromiumArguments, ...browserToStart() },
  },
})

/** The Chromium named in the environment, else one in PATH, else Playwright's own. */
function browserToStart(): { executablePath?: string } {
  const named = process.env['PLAYWRIGHT_CHROMIUM']
  if (named) return { executablePath: named }
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'chromium')
    if (folder && isExecutable(path)) return { executablePath: path }
  }
  return {}
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
