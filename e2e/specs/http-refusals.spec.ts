import { expect, test } from '#e2e/fixtures.ts'
import { builtActions, callAction, outcomeOf } from '#e2e/support/call-action.ts'
import { loadForm, multipart, postForm, sameOrigin } from '#e2e/support/forms.ts'
import { send } from '#e2e/support/http.ts'
import type { Member } from '#e2e/support/people.ts'
import { sample } from '#e2e/support/samples.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

const path = '/integrations/new?step=enter&method=api_token'

test('a form from another site, from nowhere, or without an origin is refused and nothing is done', async ({
  portal,
  member,
}) => {
  const form = await connectForm(portal, member)
  const own = { Origin: portal.origin }
  const foreign: Record<string, string>[] = [
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' },
    { Origin: portal.origin.replace('localhost', '127.0.0.1') },
    { Origin: 'null' },
    {},
    { 'Sec-Fetch-Site': 'same-origin' },
    { ...own, 'Sec-Fetch-Site': 'cross-site' },
    { ...own, 'Sec-Fetch-Site': 'same-site' },
    { ...own, 'Sec-Fetch-Site': 'none' },
  ]
  for (const headers of foreign) {
    const answer = await postForm(portal, member, path, form, headers)
    expect(answer.status, JSON.stringify(headers)).toBe(403)
    expect(answer.body).toContain('Nothing was done.')
  }
  expect(await integrationsOf(portal, member)).toBe(0)
  // The same form from the portal itself is taken: it was the origin that was refused.
  expect((await postForm(portal, member, path, form)).status).toBe(303)
  expect(await integrationsOf(portal, member)).toBe(1)
})

test('a server action called from another site is refused to staff too', async ({ portal, staff }) => {
  const actions = builtActions()
  const evil = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
  for (const action of actions) {
    const answer = await callAction(portal, action, action.page, staff, evil)
    expect(answer.status, action.name).toBe(403)
    expect(answer.body, action.name).toContain('Nothing was done.')
  }
  // The same call from the portal itself reaches the action: it was the origin that was refused.
  const own = actions.filter(({ name }) => name === 'admin.verify-again')
  const answers = await Promise.all(own.map((action) => callAction(portal, action, action.page, staff)))
  expect(answers.map(outcomeOf)).toEqual(['ok'])
})

test('a body of more than 64 kB is refused before anything looks into it', async ({ portal, member }) => {
  const form = await connectForm(portal, member)
  const large = await postForm(portal, member, path, { ...form, zoneIds: 'a'.repeat(64 * 1024) })
  expect(large.status).toBe(413)
  expect(large.body).toContain('at most 64 kB')
  const { type, body } = multipart(form)
  const headers = { Cookie: member.cookie, 'Content-Type': type, ...sameOrigin(portal) }
  const chunked = await send(`${portal.origin}${path}`, {
    method: 'POST',
    headers: { ...headers, 'Transfer-Encoding': 'chunked' },
    body,
  })
  expect([400, 411]).toContain(chunked.status)
  expect(await integrationsOf(portal, member)).toBe(0)
})

test('fields that the form does not have are refused, a field twice and a file too', async ({
  portal,
  member,
}) => {
  const form = await connectForm(portal, member)
  const fields = Object.entries(form)
  const extra = ['customerId', 'customer_id', 'state', 'verified', 'role', 'constructor', 'email', 'key']
  for (const name of extra) {
    const answer = await postForm(portal, member, path, [...fields, [name, 'connected']])
    expect(answer.status, name).toBe(200)
  }
  const twice = await postForm(portal, member, path, [
    ...fields,
    ['accountId', sample('hostile audit log').accountId],
  ])
  expect(twice.body).toContain('A field was sent twice.')
  const file = await postForm(portal, member, path, [
    ...fields.slice(1),
    ['zoneIds"; filename="zone.txt', 'x'],
  ])
  expect(file.status).toBeLessThan(500)
  expect(await integrationsOf(portal, member)).toBe(0)
})

test('addresses and methods that make no sense are refused without an error', async ({ portal }) => {
  const asked: [string, string, number][] = [
    ['DELETE', '/integrations', 405],
    ['PUT', '/sign-in', 405],
    ['TRACE', '/', 405],
    ['OPTIONS', '/', 405],
    ['GET', '/%', 400],
    ['GET', '/integrations/%00', 400],
    ['GET', '/api/auth/signin', 404],
    ['GET', '/api/auth/session', 404],
    ['GET', '/_next/image?url=%2Ficon.svg&w=64&q=75', 404],
    ['GET', '/.env', 404],
  ]
  for (const [method, target, status] of asked)
    expect((await send(`${portal.origin}${target}`, { method })).status, `${method} ${target}`).toBe(status)
})

async function connectForm(portal: TestPortal, member: Member): Promise<Record<string, string>> {
  const { secret, accountId, zoneId } = sample('user token')
  const hidden = await loadForm(portal, member, path, ['idempotencyKey'])
  return { ...hidden, token: secret, accountId, zoneIds: zoneId }
}

async function integrationsOf(portal: TestPortal, member: Member): Promise<number> {
  return (await portal.sql('select from integration where customer_id = $1', [member.customer.id])).length
}
