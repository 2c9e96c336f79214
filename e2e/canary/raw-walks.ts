import { expect } from '@playwright/test'
import type { Walker } from '#e2e/canary/walker.ts'
import { loadForm, multipart, postForm, sameOrigin } from '#e2e/support/forms.ts'
import { send } from '#e2e/support/http.ts'
import type { Member } from '#e2e/support/people.ts'
import type { Typed } from '#e2e/support/samples.ts'

const path = '/integrations/new?step=enter&method=api_token'
const unknownId = '01990000-0000-7000-8000-000000000000'

/** The ways of somebody who sends requests by hand. */
export const rawWalks: Record<string, (walker: Walker) => Promise<void>> = {
  async 'Cloudflare down, with HTML, reset, redirecting, limiting, truncated, silent'({
    portal,
    member,
    known,
  }) {
    const down = await member()
    portal.simulator.setDown(true)
    await submit(portal, down, known('user token'))
    const state = async ({ customer }: Member) =>
      (
        await portal.sql<{ state: string }>('select state from integration where customer_id = $1', [
          customer.id,
        ])
      )[0]?.state
    await expect.poll(() => state(down)).toBe('unconfirmed')
    portal.simulator.setDown(false)
    const names = [
      'html 502',
      'connection reset',
      'redirect',
      'rate limited',
      'rate limited in a 200',
      'truncated zone',
    ]
    const others = await Promise.all(
      [...names, 'locked out', 'never answers', 'status 520'].map(async (name) => {
        const one = await member()
        await submit(portal, one, known(name))
        return one
      }),
    )
    for (const one of others) await expect.poll(() => state(one), { timeout: 30_000 }).toBe('unconfirmed')
  },
  async 'too many tries'({ portal, member, unknown }) {
    const one = await member()
    await portal.sql(`insert into rate_limit (key, points, expire) values ($1, 30, $2)`, [
      `verify:${one.customer.id}`,
      Date.now() + 3_600_000,
    ])
    for (const kind of ['api_token', 'global_key'] as const)
      expect((await submit(portal, one, unknown(kind))).body).toContain('Too many tries')
  },
  async 'refused by the schema: ids, kind, extra field, field twice, file, key as token'({
    portal,
    member,
    unknown,
  }) {
    const one = await member()
    const { secret, accountId, zoneId, email } = unknown('api_token')
    const key = unknown('global_key').secret
    const hidden = Object.entries(await loadForm(portal, one, path, ['idempotencyKey']))
    const ids = [
      ['accountId', accountId],
      ['zoneIds', zoneId],
    ] as [string, string][]
    const token: [string, string] = ['token', secret]
    const forms: [string, string][][] = [
      [...hidden, token, ['accountId', 'x'], ['zoneIds', 'x']],
      [...hidden, ['kind', 'other'], token, ...ids],
      [...hidden, token, ...ids, ['customerId', 'x']],
      [...hidden, token, token, ...ids],
      [...hidden, ['token"; filename="token.txt', secret], ...ids],
      [...hidden, ['token', key], ...ids],
      [...hidden, ['token', `${secret} ${secret} ${secret}`.repeat(9)], ...ids],
      [...hidden, ['key', key], ['email', email ?? ''], ...ids],
    ]
    for (const form of forms) expect((await postForm(portal, one, path, form)).status).toBeLessThan(500)
  },
  async 'refused before the action: too large, other origin, signed out, disabled'({
    portal,
    member,
    unknown,
  }) {
    const one = await member()
    const typed = unknown('api_token')
    const form = {
      ...(await loadForm(portal, one, path, ['idempotencyKey'])),
      token: typed.secret,
      accountId: typed.accountId,
    }
    expect((await postForm(portal, one, path, { ...form, zoneIds: typed.secret.repeat(2_000) })).status).toBe(
      413,
    )
    expect((await postForm(portal, one, path, form, { Origin: 'https://evil.example' })).status).toBe(403)
    expect(
      (await postForm(portal, { ...one, cookie: '' }, path, { ...form, zoneIds: typed.zoneId })).status,
    ).toBe(303)
    await portal.sql('update person set disabled_at = now() where id = $1', [one.id])
    expect((await postForm(portal, one, path, { ...form, zoneIds: typed.zoneId })).status).toBe(303)
  },
  async 'foreign id'({ portal, member, known, unknown }) {
    const one = await member()
    const answer = await submit(portal, one, known('user token'))
    const own = new URL(answer.headers.location ?? '', portal.origin).pathname
    const form = await loadForm(portal, one, `${own}/replace`, ['token'])
    const foreign = { ...form, id: unknownId, token: unknown('api_token').secret }
    expect((await postForm(portal, one, `${own}/replace`, foreign)).status).toBe(404)
  },
  async 'malformed calls of an action'({ portal, member, unknown }) {
    const one = await member()
    const { secret } = unknown('api_token')
    const base = { Cookie: one.cookie, ...sameOrigin(portal) }
    const hidden = await loadForm(portal, one, path, ['idempotencyKey'])
    const reference = Object.keys(hidden).filter((name) => name.startsWith('$ACTION'))
    const broken = Object.fromEntries(reference.map((name) => [name, secret]))
    const good = multipart({ ...hidden, token: secret })
    const calls: [Record<string, string>, string][] = [
      [
        { 'Next-Action': '0'.repeat(42), 'Content-Type': 'text/plain;charset=UTF-8' },
        JSON.stringify([{ token: secret }]),
      ],
      [{ 'Next-Action': 'x', 'Content-Type': 'text/plain;charset=UTF-8' }, `["$K1","${secret}"]`],
      [{ 'Next-Action': '7'.repeat(42), 'Content-Type': good.type }, good.body],
      [{ 'Content-Type': good.type }, good.body.slice(0, -9)],
      [{ 'Content-Type': good.type }, multipart({ ...hidden, ...broken, token: secret }).body],
      [
        { 'Content-Type': good.type },
        multipart({ $ACTION_REF_1: '', '$ACTION_1:0': `{"id":"${secret}"`, token: secret }).body,
      ],
      [
        { 'Content-Type': 'application/x-www-form-urlencoded' },
        new URLSearchParams({ ...hidden, token: secret }).toString(),
      ],
      [{ 'Content-Type': 'application/json' }, JSON.stringify({ token: secret })],
    ]
    for (const [headers, body] of calls)
      await send(`${portal.origin}${path}`, { method: 'POST', headers: { ...base, ...headers }, body })
    expect(
      await portal.sql('select from integration where customer_id = $1', [one.customer.id]),
    ).toHaveLength(0)
  },
}

/** Sends the wizard's form without a browser. */
async function submit(
  portal: Walker['portal'],
  one: Member,
  { kind, secret, email, accountId, zoneId }: Typed,
) {
  const address = `/integrations/new?step=enter&method=${kind}`
  const hidden = await loadForm(portal, one, address, ['idempotencyKey'])
  const typed = kind === 'api_token' ? { token: secret } : { email: email ?? '', key: secret }
  return postForm(portal, one, address, { ...hidden, ...typed, accountId, zoneIds: zoneId })
}
