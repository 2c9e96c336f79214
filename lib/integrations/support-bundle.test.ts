import { expect, test } from 'vitest'
import type { Check, Evidence } from '#lib/cloudflare/check.ts'
import { question } from '#lib/cloudflare/settle.ts'
import { type BundleSource, supportBundle } from '#lib/integrations/support-bundle.ts'

const accountId = 'a'.repeat(32)
const zoneId = 'b'.repeat(32)

const evidence = (message?: string, code: number | string = 10000): Evidence => ({
  endpoint: `GET /accounts/${accountId}/audit_logs`,
  status: message === undefined ? 200 : 403,
  errors: message === undefined ? [] : [{ code, message, chained: false }],
  cfRay: '8f1c2d3e4f5a6b7c-FRA',
  at: '2026-11-22T14:02:07.000Z',
  durationMs: 142,
})

const passed = question('status_and_expiry').passed(evidence(), { expiresOn: '2027-01-12T10:00:00Z' })

function source(checks: Check[], change: Partial<BundleSource> = {}): BundleSource {
  return {
    integrationId: '01990000-0000-7000-8000-000000000001',
    state: 'needs_attention',
    accountId: 'c'.repeat(32),
    zoneIds: [zoneId],
    run: {
      id: '01990000-0000-7000-8000-000000000002',
      trigger: 'member',
      attempt: 2,
      createdAt: new Date('2026-11-22T14:02:05Z'),
      runAt: new Date('2026-11-22T14:02:05Z'),
      startedAt: new Date('2026-11-22T14:02:06Z'),
      finishedAt: new Date('2026-11-22T14:02:08Z'),
      verdict: 'needs_attention',
      accountId,
      credentialVersion: 3,
      checks,
    },
    credential: { kind: 'api_token', mask: 'cfut_…7f3a', version: 3, email: null },
    logSources: [
      {
        key: 'logpush',
        name: 'Logpush',
        gives: 'requests',
        scope: 'zone',
        state: 'readable',
        needs: null,
        note: null,
      },
    ],
    portalVersion: '0.1.0',
    madeAt: new Date('2026-11-22T15:00:00Z'),
    ...change,
  }
}

const read = (made: BundleSource) => JSON.parse(supportBundle(made)) as Record<string, unknown>

test('a bundle says all of one verification, in words and figures', () => {
  const failed = question('audit_log_readable').failed('audit_log_forbidden', {
    ...evidence('Authentication error'),
    errors: [
      { code: 10000, message: 'Authentication error', chained: false },
      { code: 9109, message: 'Unauthorized', chained: true },
    ],
  })
  const missing = question('permission', 'dns').failed('permission_missing', evidence('no'), {
    permission: 'dns',
  })
  const unknown = question('permission', 'logs').couldNotTell('timeout', null, { permission: 'logs' })
  expect(read(source([missing, unknown, failed, passed]))).toEqual({
    about: expect.stringMatching(/No secret, no audit-log record/),
    bundleId: '01990000-0000-7000-8000-000000000002',
    madeAt: '2026-11-22T15:00:00.000Z',
    portalVersion: '0.1.0',
    integration: {
      id: '01990000-0000-7000-8000-000000000001',
      stateNow: 'needs_attention',
      accountId,
      zoneIds: [zoneId],
    },
    credential: {
      method: 'api_token',
      mask: 'cfut_…7f3a',
      version: 3,
      email: null,
      expiresOn: '2027-01-12T10:00:00Z',
      power: 'read_only_as_far_as_seen',
    },
    verification: {
      outcome: 'needs_attention',
      askedBy: 'member',
      attempt: 2,
      createdAt: '2026-11-22T14:02:05.000Z',
      startedAt: '2026-11-22T14:02:06.000Z',
      finishedAt: '2026-11-22T14:02:08.000Z',
      tookMs: 2000,
      isPartial: false,
    },
    missing: ['DNS'],
    unknown: ['Logs'],
    checks: [
      expect.objectContaining({ name: 'status_and_expiry', result: 'passed', failure: null, nextStep: null }),
      {
        name: 'audit_log_readable',
        subject: '',
        title: 'Audit log readable',
        result: 'failed',
        failure: 'audit_log_forbidden',
        sentence: expect.stringMatching(/^[A-Z].*\.$/),
        nextStep: expect.stringContaining('Account Settings: Read'),
        call: {
          endpoint: `GET /accounts/${accountId}/audit_logs`,
          status: 403,
          errors: [
            { code: 10000, message: 'Authentication error', chained: false },
            { code: 9109, message: 'Unauthorized', chained: true },
          ],
          cfRay: '8f1c2d3e4f5a6b7c-FRA',
          at: '2026-11-22T14:02:07.000Z',
          ms: 142,
        },
      },
      expect.objectContaining({ name: 'permission', subject: 'dns', title: 'DNS: Read' }),
      expect.objectContaining({ name: 'permission', subject: 'logs', call: null }),
    ],
    logSources: [
      {
        key: 'logpush',
        name: 'Logpush',
        state: 'readable',
        needs: null,
        note: null,
      },
    ],
  })
})

test('it is read from top to bottom: whose it is first, one value a line', () => {
  const lines = supportBundle(source([passed])).split('\n')
  expect(lines.slice(1, 3)).toEqual([
    expect.stringContaining('"about"'),
    '  "bundleId": "01990000-0000-7000-8000-000000000002",',
  ])
})

test('what Cloudflare or a name says of people is masked in every sentence', () => {
  const text = supportBundle(
    source(
      [
        question('account').passed(evidence(), { accountName: 'mara@northwind.example’s Account' }),
        question('audit_log_readable').failed(
          'audit_log_forbidden',
          evidence('mara@northwind.example at 198.51.100.23 may not', 'ops@northwind.example'),
        ),
      ],
      {
        credential: { kind: 'global_key', mask: '…7f3a', version: 3, email: 'mara@northwind.example' },
        logSources: [
          {
            key: 'k',
            name: 'n',
            gives: 'g',
            scope: 'zone',
            state: 'readable',
            needs: null,
            note: 'Seen by mara@northwind.example.',
          },
        ],
      },
    ),
  )
  expect(text).not.toContain('mara@')
  expect(text).not.toContain('ops@')
  expect(text).not.toContain('198.51.100.23')
  expect(text).toContain('"email": "m•••@northwind.example"')
  expect(text).toContain('•••@northwind.example’s Account”')
  expect(text).toContain('"message": "m•••@northwind.example at 198.51.••• may not"')
})

test('the address that an IP filter refused is AQUILA’s own, and stays wherever it is named; others are masked', () => {
  const sentence = 'Cannot use the access token from location: 203.0.113.7'
  const filtered = question('credential_accepted').failed('ip_filtered', evidence(sentence, 9109), {
    ip: '203.0.113.7',
  })
  const follows = question('account').notRun(evidence(`${sentence}, nor from 198.51.100.23`, 9109))
  const text = supportBundle(source([filtered, follows]))
  expect(text.split(sentence)).toHaveLength(3)
  expect(text).toContain('Add 203.0.113.7 to the addresses allowed')
  expect(text).toContain('nor from 198.51.•••')
  const other = question('account').failed('account_not_reachable', evidence(sentence), { ip: '203.0.113.7' })
  const without = supportBundle(source([other]))
  expect(without).toContain('location: 203.0.•••')
})

test('a credential that came back in a sentence of Cloudflare’s is not carried on', () => {
  const echo = `No such token: cfut_${'x'.repeat(40)} in Authorization: Bearer ${'y'.repeat(40)}`
  const text = supportBundle(
    source([question('credential_accepted').failed('token_unknown', evidence(echo))]),
  )
  expect(text).not.toMatch(/x{8}|y{8}/)
  expect(text).toContain('No such token: [redacted] in Authorization: [redacted]')
})

test.each<[string, Partial<BundleSource['run']>, object]>([
  ['never began', { startedAt: null, finishedAt: null, verdict: null }, { outcome: 'waiting', tookMs: null }],
  ['was superseded', { verdict: null }, { outcome: 'superseded', tookMs: 2000 }],
])('a verification that %s has a bundle too', (_, run, expected) => {
  const made = source([], { credential: null, logSources: null })
  const bundle = read({ ...made, run: { ...made.run, ...run, accountId: null } })
  expect(bundle).toMatchObject({
    credential: null,
    logSources: null,
    checks: [],
    integration: { accountId: 'c'.repeat(32) },
    verification: expected,
  })
})

test('a reason that another version of the portal wrote takes no bundle down', () => {
  const strange = {
    ...question('account').failed('token_unknown', null),
    failure: 'reason_of_next_year' as 'timeout',
  }
  const { checks } = read(source([strange])) as { checks: { failure: string; sentence: string }[] }
  expect(checks[0]).toMatchObject({
    failure: 'reason_of_next_year',
    sentence: expect.stringContaining('“reason_of_next_year”, for which this one has no words'),
  })
})
