import { describe, expect, test } from 'vitest'
import type { Check } from '#lib/cloudflare/check.ts'
import { question } from '#lib/cloudflare/settle.ts'
import { but, evidence, status, texts, whole, zoneA } from '#lib/integrations/compare.testing.ts'
import { compareVerifications } from '#lib/integrations/compare-verifications.ts'

describe('what Cloudflare tells besides yes and no', () => {
  test.each<[Record<string, string>, Record<string, string>, string[]]>([
    [
      { expiresOn: '2027-01-12T10:00:00Z' },
      { expiresOn: '2027-02-15T10:00:00Z' },
      ['The credential expires on another day: 2027-01-12 → 2027-02-15'],
    ],
    [{ expiresOn: '2027-01-12T10:00:00Z' }, { expiresOn: '2027-01-12T23:00:00Z' }, []],
    [{}, { expiresOn: '2027-01-12T10:00:00Z' }, ['The credential has an expiry date now: 2027-01-12']],
    [
      { expiresOn: '2027-01-12T10:00:00Z' },
      {},
      ['The credential has no expiry date any more, before 2027-01-12'],
    ],
    [{ expiresOn: '2027-01-12T10:00:00Z' }, { expiry: 'unknown' }, []],
    [{ expiresOn: '2027-01-12T10:00:00Z' }, { kind: 'global_key' }, []],
    [{ tokenId: 't1' }, { tokenId: 't2' }, ['Cloudflare gives the token another id: it is another token']],
    [{ tokenId: 't1' }, {}, []],
  ])('expiry and token %j → %j', (before, after, expected) => {
    expect(texts(but(status(before)), but(status(after)))).toEqual(expected)
  })

  test('an expiry that one of the two did not come to know is no change', () => {
    expect(texts(whole(), but(question('status_and_expiry').couldNotTell('timeout', null)))).toEqual([
      'Status and expiry: passed → could not tell (Cloudflare did not answer in time)',
    ])
  })

  test.each<[Check, string]>([
    [
      question('credential_accepted').passed(evidence(), { family: 'account' }),
      'The token is an account-owned token now, before a user token',
    ],
    [
      question('account').passed(evidence(), { accountName: 'Northwind Cycles' }),
      'The account is “Northwind Cycles” now, before “Northwind Bikes”',
    ],
    [
      question('zone', zoneA).passed(evidence(), { zoneName: 'a.example', plan: 'pro', status: 'active' }),
      'a.example is on the plan “pro” now, before “free”',
    ],
    [
      question('zone', zoneA).passed(evidence(), { zoneName: 'a.example', plan: 'free', status: 'moved' }),
      'a.example has the status “moved” now, before “active”',
    ],
    [
      question('zone', zoneA).passed(evidence(), { zoneName: 'z.example', plan: 'free', status: 'active' }),
      'Zone a.example is called z.example now',
    ],
    [
      question('audit_log_readable').passed(evidence(), { version: 'v1' }),
      'The audit log answers with v1 of Cloudflare’s API now, before v2',
    ],
    [
      question('permission', 'logs').passed(evidence(), { writes: 'Logs' }),
      'The token can write now: “Logs: Write”',
    ],
  ])('%#: %o', (check, expected) => {
    expect(texts(whole(), but(check))).toEqual([expected])
  })

  test('a token that cannot write any more is good news', () => {
    const could = but(question('permission', 'logs').passed(evidence(), { writes: 'Logs' }))
    expect(compareVerifications(could, whole())).toEqual([
      { tone: 'better', text: 'The token cannot write any more: “Logs: Write”' },
    ])
  })
})
