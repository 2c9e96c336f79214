import { spawn } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { type Simulator, startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { northwind, northwindShop, quiet } from '#e2e/cloudflare-simulator/world.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())
beforeEach(() => simulator.reset())

const userToken = secretOf('user token')
const accountToken = secretOf('account token')
const bearer = (value: string) => ({ authorization: `Bearer ${value}` })
const globalKey = { 'x-auth-email': emailOf('global key'), 'x-auth-key': secretOf('global key') }
const window = 'since=2026-01-01&before=2099-01-01T00:00:00Z'
const audit = `/accounts/${northwind.id}/logs/audit`

test.each<[string, string, Record<string, string>, number, (number | undefined)[]]>([
  ['no credential', '/user', {}, 400, [9106]],
  ['both schemes', '/user', { ...bearer(userToken), ...globalKey }, 400, [6003]],
  ['an empty bearer', '/user/tokens/verify', { authorization: 'Bearer ' }, 400, [6003, 6111]],
  ['no bearer word', '/user/tokens/verify', { authorization: userToken }, 400, [6003, 6111]],
  ['a short bearer', '/user/tokens/verify', bearer('invalid'), 400, [6003, 6111]],
  ['a new key as bearer', '/user/tokens/verify', bearer(secretOf('global key, new form')), 403, [10000]],
  ['a malformed key', '/user', { ...globalKey, 'x-auth-key': userToken }, 400, [6003, 6103]],
  ['a malformed e-mail', '/user', { ...globalKey, 'x-auth-email': 'mara' }, 400, [6003, 6102]],
  ['both malformed', '/user', { 'x-auth-email': 'mara', 'x-auth-key': 'x' }, 400, [6003, 6103, 6102]],
  ['a key without e-mail', '/user', { 'x-auth-key': secretOf('global key') }, 400, [9106]],
  ['an e-mail without key', '/user', { 'x-auth-email': emailOf('global key') }, 400, [9107]],
  [
    'another’s e-mail',
    '/user',
    { ...globalKey, 'x-auth-email': 'else@northwind-bikes.example' },
    403,
    [9103],
  ],
  ['an unknown token at verify', '/user/tokens/verify', bearer('A'.repeat(40)), 401, [1000]],
  ['an unknown token elsewhere', `/zones/${northwindShop.id}`, bearer('A'.repeat(40)), 403, [9109]],
  ['an account token at the user’s endpoint', '/user/tokens/verify', bearer(accountToken), 401, [1000]],
  [
    'a user token at the account’s endpoint',
    `/accounts/${northwind.id}/tokens/verify`,
    bearer(userToken),
    401,
    [1000],
  ],
  ['an account token at /user', '/user', bearer(accountToken), 403, [9109]],
  ['an unknown path', '/nothing', bearer(userToken), 404, [7000]],
  ['a short id', `/zones/${northwindShop.id.slice(1)}`, bearer(userToken), 404, [7003]],
  ['a capital id', `/accounts/${northwind.id.toUpperCase()}`, bearer(userToken), 404, [7003]],
  ['an unknown zone', `/zones/${'0'.repeat(32)}`, bearer(userToken), 403, [9109]],
  ['a zone as account', `/accounts/${northwindShop.id}`, bearer(userToken), 403, [10000]],
  ['an audit log without since', `${audit}?before=2026-11-22`, bearer(userToken), 400, [undefined]],
  ['an audit log without before', `${audit}?since=2026-11-22`, bearer(userToken), 400, [undefined]],
  [
    'an audit log since yesterday',
    `${audit}?since=yesterday&before=2026-11-22`,
    bearer(userToken),
    400,
    [undefined],
  ],
  [
    'an audit log that ends before it begins',
    `${audit}?since=2026-11-22&before=2026-11-21`,
    bearer(userToken),
    400,
    [undefined],
  ],
  [
    'an audit log in an odd direction',
    `${audit}?${window}&direction=up`,
    bearer(userToken),
    400,
    [undefined],
  ],
  ['no audit records', `${audit}?${window}&limit=0`, bearer(userToken), 400, [undefined]],
  ['an unknown category', `${audit}?${window}&product_category=x`, bearer(userToken), 400, [undefined]],
  ['a path with a slash at its end', `/zones/${northwindShop.id}/`, bearer(userToken), 404, [7000]],
  ['an empty id', '/accounts//logs/audit', bearer(userToken), 404, [7003]],
  ['a key at verify', '/user/tokens/verify', globalKey, 403, [10000]],
  [
    'another word than Bearer',
    '/user/tokens/verify',
    { authorization: `Token ${userToken}` },
    400,
    [6003, 6111],
  ],
  ['a service key', '/user', { 'x-auth-user-service-key': 'v1.0-0' }, 400, [9106]],
  ['another account’s audit log', audit.replace(northwind.id, quiet.id), bearer(userToken), 403, [10000]],
  ['too many audit records', `${audit}?${window}&limit=1001`, bearer(userToken), 400, [undefined]],
  ['too many zones a page', '/zones?per_page=51', bearer(userToken), 400, [1004]],
  ['the zone list of a one-zone token', '/zones', bearer(secretOf('only one zone')), 403, [0]],
])('%s is refused', async (_, path, headers, status, codes) => {
  const { response, body } = await get(path, headers)
  expect([response.status, codesOf(body)]).toEqual([status, codes])
  expect(response.headers.get('cf-ray')).toMatch(/^[0-9a-f]{16}-SIM$/)
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s leads nowhere: nothing can be changed',
  async (method) => {
    const headers = bearer(userToken)
    for (const path of [`/zones/${northwindShop.id}`, '/user/tokens/verify', `${audit}?${window}`]) {
      expect((await fetch(`${simulator.url}${path}`, { method, headers })).status).toBe(404)
    }
  },
)

test('nothing is answered outside of /client/v4', async () => {
  const response = await fetch(`${simulator.adminUrl}/user/tokens/verify`, { headers: bearer(userToken) })
  expect(response.status).toBe(404)
})

test('a verified token has the message that elsewhere means a refusal', async () => {
  const { body } = await get('/user/tokens/verify', bearer(userToken))
  expect(body).toMatchObject({ success: true, result: { status: 'active' }, messages: [{ code: 10000 }] })
})

test('the audit log is paged by cursor to its end, and counts in a string', async () => {
  const ids = new Set<string>()
  let cursor = ''
  let pages = 0
  do {
    const { body } = await get(`${audit}?${window}&limit=25&cursor=${cursor}`, bearer(userToken))
    const page = body as { result: { id: string }[]; result_info: { count: string; cursor: string } }
    for (const { id } of page.result) ids.add(id)
    expect(page.result_info.count).toBe(String(page.result.length))
    cursor = page.result_info.cursor
    pages += 1
  } while (cursor !== '' && pages < 10)
  expect([ids.size, pages]).toEqual([60, 3])
})

test('accounts and zones are listed with result_info', async () => {
  const { body } = await get(`/zones?account.id=${northwind.id}&per_page=50`, bearer(userToken))
  expect(body).toMatchObject({
    result: [{ account: northwind }, { account: northwind }],
    result_info: { total_pages: 1 },
  })
  const second = await get('/accounts?page=2', bearer(userToken))
  expect(second.body).toMatchObject({ result: [] })
  const again = await get('/accounts?page=2', bearer(secretOf('accounts repeat page one')))
  expect(again.body).toMatchObject({ result: [northwind] })
})

test('it goes down and up again by a call', async () => {
  const post = (what: string) => fetch(`${simulator.adminUrl}/simulator/${what}`, { method: 'POST' })
  await post('down')
  expect((await fetch(`${simulator.url}/user`)).status).toBe(502)
  await post('up')
  expect((await fetch(`${simulator.url}/user`)).status).toBe(400)
  expect(simulator.calls()).toHaveLength(2)
  await post('reset')
  expect(simulator.calls()).toHaveLength(0)
})

test('every sample has its own name and its own secret', () => {
  expect(new Set(sampleCredentials.map(({ name }) => name)).size).toBe(sampleCredentials.length)
  expect(new Set(sampleCredentials.map(({ secret }) => secret)).size).toBe(sampleCredentials.length)
})

test('it runs as a program and prints what it takes', async () => {
  const program = spawn(process.execPath, ['e2e/cloudflare-simulator/main.ts', '--port', '0'])
  const output = await new Promise<string>((resolve) => {
    let text = ''
    program.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('malformed (')) program.kill('SIGTERM')
    })
    program.on('close', () => resolve(text))
  })
  expect(output).toMatch(/listens at http:\/\/127\.0\.0\.1:\d+\/client\/v4/)
  expect(output).toContain(userToken)
})

async function get(path: string, headers: Record<string, string>) {
  const response = await fetch(`${simulator.url}${path}`, { headers })
  return { response, body: (await response.json()) as unknown }
}

function codesOf(body: unknown): (number | undefined)[] {
  const { errors } = body as { errors: { code?: number; error_chain?: { code: number }[] }[] }
  return errors.flatMap((error) => [error.code, ...(error.error_chain ?? []).map(({ code }) => code)])
}

function secretOf(name: string): string {
  return sampleCredentials.find((sample) => sample.name === name)?.secret ?? ''
}

function emailOf(name: string): string {
  return sampleCredentials.find((sample) => sample.name === name)?.email ?? ''
}
