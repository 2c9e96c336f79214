import 'server-only'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { verificationReport } from '#lib/cloudflare/report.ts'
import {
  accountId,
  type Form,
  forbidden,
  good,
  type Meaning,
  notHere,
  startSecondUpstream,
  thing,
  zoneId,
} from '#lib/cloudflare/second-upstream.testing.ts'
import { collectAll } from '#lib/cloudflare/verify.testing.ts'
import { Secret } from '#lib/secret.ts'

// Each run is a verification over HTTP.
vi.setConfig({ testTimeout: 120_000 })

const otherId = 'ef'.repeat(16)
const token: Credential = { kind: 'api_token', token: new Secret('DEMO-form_'.padEnd(40, 'y')) }
const key: Credential = { kind: 'global_key', email: 'mara@example.test', key: new Secret('fade'.repeat(10)) }

/** One situation each; what is not named here is as it should be. */
const situations: [string, string, Credential, [RegExp, Meaning][]][] = [
  ['a good token', 'connected', token, []],
  [
    'a good account-owned token',
    'connected',
    token,
    [
      [/^\/user\/tokens\/verify$/, notHere],
      [/^\/accounts\/.*\/tokens\/verify$/, thing({ id: zoneId, status: 'active', expires_on: null })],
    ],
  ],
  ['a good key', 'connected', key, []],
  ['an empty audit log', 'connected', token, [[/audit/, { thing: null, count: 0 }]]],
  ['no DNS', 'connected_with_gaps: DNS', token, [[/dns_records$/, forbidden]]],
  ['no Analytics', 'connected_with_gaps: Analytics', token, [[/graphql$/, forbidden]]],
  [
    'no WAF ruleset',
    'connected',
    token,
    [[/entrypoint$/, { refused: 404, code: 10003, message: 'could not find entrypoint ruleset' }]],
  ],
  [
    'Zero Trust off',
    'connected',
    token,
    [[/access_requests$/, { refused: 'forbidden', code: 9999, message: 'Access is not enabled.' }]],
  ],
  ['no audit log', 'needs_attention: Account Settings', token, [[/audit/, forbidden]]],
  [
    'a disabled token',
    'needs_attention: token',
    token,
    [
      [/^\/user\/tokens\/verify$/, thing({ id: zoneId, status: 'disabled' })],
      [/./, forbidden],
    ],
  ],
  [
    'an unknown token',
    'needs_attention: token',
    token,
    [
      [/verify$/, notHere],
      [/./, { refused: 'forbidden', code: 9109, message: 'Invalid access token' }],
    ],
  ],
  [
    'a malformed token',
    'needs_attention: token',
    token,
    [
      [
        /./,
        {
          refused: 400,
          code: 6003,
          message: 'Invalid request headers',
          chain: { code: 6111, message: 'Invalid format' },
        },
      ],
    ],
  ],
  [
    'a wrong key',
    'needs_attention: key, email',
    key,
    [[/./, { refused: 'forbidden', code: 9103, message: 'Unknown X-Auth-Key or X-Auth-Email' }]],
  ],
  [
    'a zone of another account',
    'needs_attention: zoneIds',
    token,
    [[/^\/zones\/[^/]+$/, thing({ id: zoneId, name: 'x', account: { id: otherId, name: 'Other' } })]],
  ],
  [
    'a lock-out',
    'unconfirmed',
    token,
    [[/./, { refused: 'forbidden', code: 9109, message: 'Max auth failures reached, please check' }]],
  ],
  ['a rate limit', 'unconfirmed', token, [[/./, { refused: 429, code: 971, message: 'Please wait' }]]],
  [
    'trouble at Cloudflare',
    'unconfirmed',
    token,
    [[/./, { refused: 503, code: 10013, message: 'internal error' }]],
  ],
]

const forms = fc.record<Form>({
  headers: fc.constantFrom('usual', 'SHOUTED', 'whispered'),
  contentType: fc.constantFrom('application/json', 'APPLICATION/JSON; Charset=UTF-8', 'text/plain', null),
  ray: fc.constantFrom(null, '8e9b1c60ef9e1c9a-FRA', '8E9B1C60EF9E1C9A', 'not a ray'),
  encoding: fc.constantFrom(null, 'gzip', 'deflate', 'br'),
  chunks: fc.constantFrom(0, 1, 3, 40),
  firstByteMs: fc.constantFrom(0, 0, 0, 40),
  connection: fc.constantFrom('kept', 'closed', 'cut'),
  order: fc.constantFrom('usual', 'reversed'),
  blanks: fc.constantFrom(0, 2),
  mark: fc.boolean(),
  more: fc.boolean(),
  noErrors: fc.constantFrom('list', 'null', 'missing'),
  noMessages: fc.constantFrom('list', 'null', 'missing'),
  noResult: fc.constantFrom('null', 'missing'),
  codes: fc.constantFrom('numbers', 'texts'),
  forbidden: fc.constantFrom(401, 403),
  words: fc.constantFrom('small', 'CAPITALS'),
  ids: fc.constantFrom('small', 'CAPITALS'),
})

test.each(situations)(
  '%s is %s, however the upstream writes it down',
  async (_, expected, credential, own) => {
    const means = (path: string): Meaning =>
      [...own, ...good].find(([pattern]) => pattern.test(path))?.[1] ?? notHere
    await fc.assert(
      fc.asyncProperty(forms, async (form) => {
        expect(await summaryOf(form, means, credential)).toBe(expected)
      }),
      { numRuns: 15 },
    )
  },
)

async function summaryOf(
  form: Form,
  means: (path: string) => Meaning,
  credential: Credential,
): Promise<string> {
  const upstream = await startSecondUpstream(form, means)
  const client = createCloudflareClient({ baseUrl: upstream.url })
  const { checks, samples, sources } = await collectAll(
    client,
    credential,
    { accountId, zoneIds: [zoneId] },
    {},
  )
  await client.close()
  await upstream.close()
  const report = verificationReport(credential, { checks, sample: samples[0] ?? null, sources })
  const more = [
    ...report.missing,
    ...report.blame.filter((field) => report.missing.length === 0 || field !== 'permissions'),
  ]
  return more.length === 0 ? report.verdict : `${report.verdict}: ${more.join(', ')}`
}
