/**
 * `npm test`: everything that can be wrong, one after the other: checks, unit and database tests, a production build,
 * the browser tests. Goes on after a failure, and ends with a line that counts. With names as words only those parts.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideBrowser } from '#scripts/browser.ts'

interface Count {
  passed: number
  failed: number
}

const root = fileURLToPath(new URL('../', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'aquila-test-'))

const parts: Record<string, () => Count | Promise<Count>> = {
  check: () => command('npm', ['run', '--silent', 'check']),
  unit: () => vitest('unit'),
  db: () => vitest('db'),
  build: () => command(process.execPath, ['node_modules/next/dist/bin/next', 'build']),
  e2e: () => playwright(),
}

const asked = process.argv.slice(2)
const total: Count = { passed: 0, failed: 0 }
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const started = Date.now()
  process.stdout.write(`\n== ${name}\n`)
  const { passed, failed } = await run()
  total.passed += passed
  total.failed += failed
  process.stdout.write(
    `== ${name}: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - started) / 1000)} s\n`,
  )
}
rmSync(reports, { recursive: true, force: true })
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 ? 0 : 1)

/** A part that has no tests to count counts as one. */
function command(file: string, args: string[]): Count {
  const { status } = spawn(file, args, {})
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function vitest(project: string): Count {
  const report = join(reports, `${project}.json`)
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project]
  const { status } = spawn(
    process.execPath,
    [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {},
  )
  const read = readReport(report) as { numPassedTests: number; numFailedTests: number } | null
  return atLeastOne(status, { passed: read?.numPassedTests ?? 0, failed: read?.numFailedTests ?? 0 })
}

async function playwright(): Promise<Count> {
  const report = join(reports, 'e2e.json')
  const browser = await provideBrowser().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    return null
  })
  if (browser === null) return { passed: 0, failed: 1 }
  const env = { PLAYWRIGHT_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const { status } = spawn(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--output', join(reports, 'e2e')],
    env,
  )
  const read = readReport(report) as { stats: { expected: number; unexpected: number; flaky: number } } | null
  return atLeastOne(status, {
    passed: read?.stats.expected ?? 0,
    failed: (read?.stats.unexpected ?? 0) + (read?.stats.flaky ?? 0),
  })
}

/** A runner that broke down before it counted, or that ran nothing, has failed too. */
function atLeastOne(status: number | null, { passed, failed }: Count): Count {
  const broken = status !== 0 || passed + failed === 0
  return { passed, failed: broken ? Math.max(failed, 1) : failed }
}

function spawn(file: string, args: string[], env: Record<string, string>) {
  return spawnSync(file, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
