import 'server-only'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { type FailureCode, failureCodes, failureOf } from '#lib/cloudflare/failure.ts'
import { reportedCheck, reportedSource, reportSchema } from '#lib/cloudflare/report-schema.testing.ts'
import {
  allPassed,
  nothingToDo,
  runScenarios,
  type Scenario,
  scenarioTable,
} from '#lib/cloudflare/scenario-table.testing.ts'
import { namesInTables } from '#scripts/check-docs.ts'

let scenarios: Scenario[]
beforeAll(async () => {
  scenarios = await runScenarios()
}, 120_000)

test('the table of scenarios in docs is the one that a run makes', async () => {
  await expect(scenarioTable(scenarios)).toMatchFileSnapshot('../../docs/scenarios.md')
})

test('every scenario says something of its own, and what to do', () => {
  for (const { sample, telling } of scenarios) {
    if (telling === null) {
      expect(unremarkable, sample.name).toContain(sample.name)
      continue
    }
    expect(telling.sentence, sample.name).toMatch(/^\p{Lu}.{20,}[.”]$/u)
    if (telling.result === 'passed') expect(sample.expect.verdict, sample.name).toBe('connected')
    else expect(telling.nextStep, sample.name).toMatch(/^\p{Lu}.{20,}\.$/u)
  }
  expect(
    scenarioTable(scenarios)
      .split('\n')
      .filter((row) => row.includes(allPassed)),
  ).toHaveLength(unremarkable.length)
  expect(nothingToDo).toMatch(/\.$/)
})

/** What they are about is that nothing at all shows. */
const unremarkable = [
  'user token',
  'accounts repeat page one',
  'several accounts',
  'many zones',
  'slow, and in time',
  'global key, address in capitals',
]

test('two scenarios say the same only where Cloudflare answers the same to both', () => {
  const bySentence = Map.groupBy(
    scenarios.filter(({ telling }) => telling !== null && telling.result !== 'passed'),
    ({ telling }) => `${telling?.sentence} ${telling?.nextStep}`,
  )
  for (const [sentence, group] of bySentence) {
    const names = group.map(({ sample }) => sample.name)
    const isAlike = alike.some((known) => names.every((name) => known.includes(name)))
    expect(names.length === 1 || isAlike, `${sentence}\n${names.join(', ')}`).toBe(true)
  }
})

/** Different causes, or different refusals, that Cloudflare itself does not tell apart. */
const alike: readonly (readonly string[])[] = [
  // A dead token: nobody is told what it died of.
  [
    'unknown',
    'unknown, old form',
    'unknown, elsewhere by 10000',
    'disabled, not known any more',
    'expired, not known any more',
    'not yet valid, not known yet',
  ],
  ['ip filtered', 'ip filtered, elsewhere a plain 401'],
  ['locked out', 'locked out for a day'],
  ['wrong key', 'wrong e-mail'],
  ['key in the token field', 'new key in the token field'],
  // A permission that is missing, in the words of several services.
  ['no DNS', 'DNS refused with 401', 'DNS refused with 10002', 'DNS refused with 10001'],
  ['no Analytics', 'analytics refused with 403'],
  ['no Zone', 'zone list refused'],
  ['no Access: Audit Logs', 'only Account Settings and Zone'],
  ['no Account WAF', 'no WAF at all'],
  ['no Account Settings', 'only Access Audit Logs', 'errors without code'],
  ['account token, no audit log', 'account token, audit log closed to it'],
  ['Zero Trust off', 'Zero Trust never set up'],
  // Trouble of Cloudflare's own, wherever it shows.
  [
    'html 502',
    'internal error',
    'down for two verifications',
    'DNS answers 502',
    'DNS has an internal error',
    'analytics not available',
  ],
  ['answers of another shape', 'DNS answers nothing'],
  ['refused without errors', 'WAF refused without errors'],
  ['rate limited in a 200', 'analytics budget used up'],
  ['not known everywhere yet', 'DNS not known there yet'],
]

test('every failure of the closed list is what some scenario comes to', () => {
  const seen = new Set(
    scenarios.flatMap(({ report }) => report.checks.flatMap(({ failure }) => (failure ? [failure] : []))),
  )
  expect(failureCodes.filter((code) => !seen.has(code))).toEqual(withoutScenario)
  for (const code of withoutScenario) expect(failureOf(code).title).not.toBe('')
})

/** Nothing that an upstream could answer: ours, of the form, of the list of accounts, and of a network that is not there. */
const withoutScenario: FailureCode[] = ['not_opened', 'zone_id_missing', 'connect_failed', 'list_not_allowed']

test('every report has the documented fields and no others', () => {
  const text = readFileSync('docs/verify-report.md', 'utf8')
  const tables = text.slice(text.indexOf('## Report')).split('| Field |').slice(1).map(namesInTables)
  const schemas = [reportSchema, reportedCheck, reportedSource]
  expect(tables).toEqual(schemas.map(({ shape }) => Object.keys(shape)))
  for (const { sample, report } of scenarios) {
    expect(reportSchema.safeParse(report).error?.issues, sample.name).toBeUndefined()
    expect(Object.keys(report)).toEqual(Object.keys(reportSchema.shape))
  }
})

test('the blame of a report is on fields that were entered, and on none while nothing failed', () => {
  for (const { sample, report } of scenarios) {
    const foreign = sample.kind === 'global_key' ? ['token'] : ['key', 'email']
    for (const field of foreign) expect(report.blame, sample.name).not.toContain(field)
    const isFault = report.verdict === 'needs_attention' || report.verdict === 'connected_with_gaps'
    expect(report.blame.length > 0, sample.name).toBe(isFault)
  }
})
