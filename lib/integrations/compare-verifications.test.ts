import { describe, expect, test } from 'vitest'
import type { Check } from '#lib/cloudflare/check.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { question } from '#lib/cloudflare/settle.ts'
import {
  but,
  evidence,
  log,
  missing,
  status,
  texts,
  whole,
  zoneA,
  zoneB,
} from '#lib/integrations/compare.testing.ts'
import { compareVerifications } from '#lib/integrations/compare-verifications.ts'

test('two equal verifications differ in nothing, whatever ray id, duration and days left they had', () => {
  const later = whole().map((check) => ({
    ...check,
    evidence: evidence(null, 'another ray'),
    facts: { ...check.facts, expiresInDays: '3', records: '7' },
  }))
  expect(compareVerifications(whole(), later)).toEqual([])
  expect(compareVerifications([], [])).toEqual([])
})

test.each<[string, Check[], Check[], ReturnType<typeof compareVerifications>]>([
  [
    'a permission that was lost',
    whole(),
    but(missing('zone_settings')),
    [{ tone: 'worse', text: 'Zone Settings: Read is missing now' }],
  ],
  [
    'a permission that was added',
    but(missing('zone_settings')),
    whole(),
    [{ tone: 'better', text: 'Zone Settings: Read is there now' }],
  ],
  [
    'several permissions at once, in one sentence and in the order of the dashboard',
    whole(),
    but(missing('zone_settings'), missing('dns')),
    [{ tone: 'worse', text: '2 permissions are missing now: DNS, Zone Settings' }],
  ],
  [
    'a permission that cannot be told any more',
    whole(),
    but(question('permission', 'logs').couldNotTell('permission_not_on_plan', evidence())),
    [{ tone: 'doubt', text: 'Logs: Read: passed → could not tell (Not applicable on this plan)' }],
  ],
  [
    'a check that passes again',
    but(log.failed('audit_log_forbidden')),
    whole(),
    [{ tone: 'better', text: 'Audit log readable: failed → passed' }],
  ],
  [
    'a check that fails now, with the reason',
    whole(),
    but(log.failed('audit_log_forbidden')),
    [
      {
        tone: 'worse',
        text: 'Audit log readable: passed → failed (The token may not read the audit log)',
      },
    ],
  ],
  [
    'another reason for the same failure',
    but(log.failed('audit_log_forbidden')),
    but(log.failed('audit_log_account_token_refused')),
    [
      {
        tone: 'other',
        text: 'Audit log readable: still failed, for another reason: The token may not read the audit log → The audit log refuses the account-owned token',
      },
    ],
  ],
  [
    'the same failure with another code of Cloudflare',
    but(log.failed('audit_log_forbidden', 10000)),
    but(log.failed('audit_log_forbidden', 9109)),
    [{ tone: 'other', text: 'Audit log readable: Cloudflare’s codes changed 10000 → 9109' }],
  ],
  [
    'the same other code in several checks, once',
    but(missing('dns', 10000), missing('zone_settings', 10000)),
    but(missing('dns', 'authz'), missing('zone_settings', 'authz')),
    [{ tone: 'other', text: 'DNS: Read and Zone Settings: Read: Cloudflare’s codes changed 10000 → authz' }],
  ],
])('%s', (_, before, after, expected) => {
  expect(compareVerifications(before, after)).toEqual(expected)
})

describe('questions that one of the two did not get to ask', () => {
  const outage = [
    question('reached_cloudflare').couldNotTell('server_error', evidence()),
    ...whole()
      .slice(1)
      .map(({ name, subject }) => question(name, subject).notRun()),
  ]

  test('an outage is one doubt, and not twenty broken checks', () => {
    expect(compareVerifications(whole(), outage)).toEqual([
      {
        tone: 'doubt',
        text: 'Cloudflare reached: passed → could not tell (An error of Cloudflare’s own)',
      },
      { tone: 'other', text: '19 checks were not asked this time' },
    ])
    expect(texts(outage, whole())).toEqual([
      'Cloudflare reached: could not tell → passed',
      '19 checks passed that were not asked the time before',
    ])
  })

  test('what is missing after an outage is named, for nobody else would name it', () => {
    expect(compareVerifications(outage, but(missing('zone_settings')))).toEqual([
      {
        tone: 'worse',
        text: 'Zone Settings: Read: failed (A permission is missing); not asked the time before',
      },
      { tone: 'better', text: 'Cloudflare reached: could not tell → passed' },
      { tone: 'better', text: '18 checks passed that were not asked the time before' },
    ])
  })

  test('a run that was given up in its middle has lost nothing but answers', () => {
    expect(texts(whole(), whole().slice(0, 6))).toEqual(['14 checks were not asked this time'])
    expect(texts(whole(), whole().slice(0, -1))).toEqual(['Logs: Read: not asked this time'])
    expect(texts(whole().slice(0, -1), whole())).toEqual(['Logs: Read: passed; not asked the time before'])
    expect(texts(whole(), [])).toEqual(['20 checks were not asked this time'])
  })

  test('a verification of a version that asked for no permissions is compared in what both asked', () => {
    const earlier = whole().filter(({ name }) => name !== 'permission')
    expect(texts(earlier, but(log.failed('audit_log_forbidden')))).toEqual([
      'Audit log readable: passed → failed (The token may not read the audit log)',
      '13 checks passed that were not asked the time before',
    ])
  })
})

describe('verifications of different zones', () => {
  test('a zone that came and one that went are one line each, and their checks none', () => {
    expect(compareVerifications(whole([zoneA]), whole([zoneB]))).toEqual([
      { tone: 'better', text: 'Zone b.example is new: passed' },
      { tone: 'other', text: 'Zone a.example is not asked about any more' },
    ])
    expect(texts(whole([zoneA]), whole([zoneB, zoneA]))).toEqual(['Zone b.example is new: passed'])
  })

  test('a zone that is new and out of reach says so, by its id while nobody knows its name', () => {
    const after = whole([zoneA]).concat(question('zone', zoneB).failed('zone_not_reachable', evidence(9109)))
    expect(compareVerifications(whole([zoneA]), after)).toEqual([
      { tone: 'worse', text: `Zone ${zoneB} is new: failed (The credential cannot see the zone)` },
    ])
  })

  test('a zone that is lost keeps the name that it had before', () => {
    expect(texts(whole(), but(question('zone', zoneA).failed('zone_not_reachable', evidence(9109))))).toEqual(
      ['Zone a.example: passed → failed (The credential cannot see the zone)'],
    )
  })

  test('a run that came to no zone does not say that a zone was taken out', () => {
    expect(texts(whole(), [question('reached_cloudflare').passed(evidence())])).toEqual([
      '19 checks were not asked this time',
    ])
  })
})

test('the bad news come first, whatever the order of the checklist', () => {
  const before = but(log.failed('audit_log_forbidden'), status({ expiresOn: '2027-01-12T10:00:00Z' }))
  const after = but(
    status({ expiresOn: '2027-02-12T10:00:00Z' }),
    question('account').couldNotTell('timeout', null),
    missing('dns'),
  )
  expect(compareVerifications(before, after).map(({ tone }) => tone)).toEqual([
    'worse',
    'doubt',
    'better',
    'other',
  ])
})

test('what happened to several checks in the same way is said once, but each failure by its name', () => {
  const doubt = (name: 'account' | 'audit_log_readable' | 'reached_cloudflare') =>
    question(name).couldNotTell('server_error', evidence())
  const two = but(doubt('account'), doubt('audit_log_readable'))
  const three = but(doubt('reached_cloudflare'), doubt('account'), doubt('audit_log_readable'))
  expect(texts(whole(), two)).toEqual([
    'Account and Audit log readable: passed → could not tell (An error of Cloudflare’s own)',
  ])
  expect(texts(whole(), three)).toEqual([
    'Cloudflare reached and 2 more: passed → could not tell (An error of Cloudflare’s own)',
  ])
  expect(texts(three, whole())).toEqual(['Cloudflare reached and 2 more: could not tell → passed'])
  const failed = but(
    question('account').failed('token_unknown', evidence(1000)),
    question('credential_accepted').failed('token_unknown', evidence(1000)),
  )
  expect(texts(whole(), failed)).toEqual([
    'Credential accepted: passed → failed (Cloudflare does not know the token)',
    'Account: passed → failed (Cloudflare does not know the token)',
  ])
})

test('a reason that this version does not know stands for itself', () => {
  const strange = 'reason_of_next_year' as FailureCode
  expect(texts(whole(), but(log.failed(strange)))).toEqual([
    'Audit log readable: passed → failed (reason_of_next_year)',
  ])
})
