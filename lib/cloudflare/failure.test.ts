import { expect, test } from 'vitest'
import { type Check, type CheckName, checkNames } from '#lib/cloudflare/check.ts'
import { explain, titleOf } from '#lib/cloudflare/explain.ts'
import { type FailureCode, failureOf } from '#lib/cloudflare/failure.ts'
import { accessFailures } from '#lib/cloudflare/failure-access.ts'
import { credentialFailures } from '#lib/cloudflare/failure-credential.ts'
import { pastedFailures } from '#lib/cloudflare/failure-pasted.ts'
import { permissionFailures } from '#lib/cloudflare/failure-permission.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'
import { upstreamFailures } from '#lib/cloudflare/failure-upstream.ts'

const tables = [credentialFailures, pastedFailures, accessFailures, permissionFailures, upstreamFailures]
const codes = tables.flatMap((table) => Object.keys(table)) as FailureCode[]
const unclear = new Set<FailureCode>(['audit_log_unavailable', 'account_token_not_taken'])
const zoneId = 'ab'.repeat(16)
const facts: Facts = {
  accountId: 'cd'.repeat(16),
  accountName: 'Northwind Bikes',
  expiresInDays: '3',
  expiresOn: '2026-12-01T00:00:00Z',
  ip: '203.0.113.7',
  length: '31',
  notBefore: '2026-12-01T00:00:00Z',
  permission: 'zone_settings',
  plan: 'free',
  records: '25',
  retryAfterSeconds: '30',
  status: 'pending',
  suggestedAccountId: 'ef'.repeat(16),
  suggestedAccountName: 'Harbor Lights',
  zoneAccountId: 'ef'.repeat(16),
  zoneAccountName: 'Harbor Lights',
  zoneName: 'northwind-bikes.example',
}

test('the parts of the table share no code', () => {
  expect(new Set(codes).size).toBe(codes.length)
})

test.each(codes)('%s has words that a person can use, with all facts and with none', (code) => {
  for (const known of [facts, {}]) {
    const { sentence, step, action } = failureOf(code)
    const texts = [sentence(known), ...(step === null ? [] : [step(known)])]
    for (const text of texts) {
      expect(text).toMatch(/^[\p{Lu}“b].*[.”]$/u)
      expect(text).not.toMatch(/undefined|null|NaN|\boops|please|invalid input|something went wrong|!| {2}/i)
      expect(text.length).toBeLessThan(260)
    }
    if (action?.kind === 'link') expect(action.href).toMatch(/^https:\/\/dash\.cloudflare\.com\//)
    // A button without a sentence that says why would be a riddle.
    if (action !== null) expect(step).not.toBeNull()
  }
})

test('every failure of the customer names a field and a way on; none of Cloudflare’s names one', () => {
  for (const code of codes) {
    const { blame, step } = failureOf(code)
    if (code in accessFailures && !unclear.has(code)) expect([code, blame]).not.toContain(null)
    if (code in upstreamFailures) expect([code, blame]).toEqual([code, null])
    if (code !== 'depends_on_other') expect([code, step]).not.toContain(null)
  }
})

test('the audit log is opened by Account Settings, and the words say so', () => {
  const step = failureOf('audit_log_forbidden').step?.({})
  expect(step).toContain('“Account Settings: Read”')
  expect(step).toContain('“Access: Audit Logs” is another log')
})

test('the address that Cloudflare refused is named', () => {
  expect(failureOf('ip_filtered').sentence(facts)).toContain('203.0.113.7')
})

test.each(checkNames)('%s has a title and a sentence of its own when it passed', (name) => {
  for (const known of [facts, {}]) {
    const view = explain(check(name, { result: 'passed', facts: { ...known } as Record<string, string> }))
    expect(view.sentence).toMatch(/^\p{Lu}.*\.$/u)
    expect(view.sentence).not.toMatch(/undefined|null|NaN| {2}/)
    expect([view.title.length > 3, view.blame, view.nextStep, view.cloudflareSays]).toEqual([
      true,
      null,
      null,
      [],
    ])
  }
})

test('the family of a token is said', () => {
  const view = explain(check('credential_accepted', { facts: { family: 'account' } }))
  expect(view.sentence).toBe('Cloudflare accepted this token as an account-owned token.')
})

test('what Cloudflare said is quoted once, and its codes are in the details', () => {
  const errors = ['Authentication error', 'Authentication error', ''].map((message) => ({
    code: 10000,
    message,
    chained: false,
  }))
  const evidence = {
    endpoint: 'GET /user',
    status: 403,
    errors,
    cfRay: null,
    at: '2026-11-22T10:00:00Z',
    durationMs: 80,
  }
  const view = explain(
    check('audit_log_readable', { result: 'failed', failure: 'audit_log_forbidden', evidence }),
  )
  expect(view.cloudflareSays).toEqual(['Authentication error'])
  expect(view.details).toEqual(evidence)
  expect(view.nextStep?.action?.kind).toBe('link')
})

test('a zone’s row is named after the zone, and before anything is known after its id', () => {
  expect(titleOf({ name: 'zone', subject: zoneId })).toBe(`Zone ${zoneId}`)
  expect(titleOf({ name: 'zone', subject: zoneId, facts })).toBe('Zone northwind-bikes.example')
})

function check(name: CheckName, differences: Partial<Check>): Check {
  return { name, subject: '', result: 'passed', failure: null, facts: {}, evidence: null, ...differences }
}
