import { expect, test } from 'vitest'
import { verifyInput } from '#lib/integrations/verify-input.ts'

const ids = { accountId: 'ab'.repeat(16), zoneIds: ['cd'.repeat(16)] }
const token = 'DEMO-input_'.padEnd(40, 'x')

test('both kinds are taken, cleaned as the wizard cleans', () => {
  const dirty = {
    accountId: ` "${ids.accountId.toUpperCase()}"\r\n`,
    zoneIds: [`${ids.zoneIds[0]?.slice(0, 8)}\n${ids.zoneIds[0]?.slice(8)}\uFEFF`],
  }
  const broken = `Bearer ${token.slice(0, 11)}\r\n  ${token.slice(11)}`
  expect(verifyInput.parse({ kind: 'api_token', token: broken, ...dirty })).toEqual({
    kind: 'api_token',
    token,
    ...ids,
  })
  const key = { kind: 'global_key', email: ' mara@example.test ', key: ` X-Auth-Key: ${token}`, ...dirty }
  expect(verifyInput.parse(key)).toEqual({
    kind: 'global_key',
    email: 'mara@example.test',
    key: token,
    ...ids,
  })
})

test('what Cloudflare has to say something about is not refused here', () => {
  for (const zoneIds of [[], ['x'], Array.from({ length: 50 }, () => 'x')]) {
    expect(verifyInput.safeParse({ kind: 'api_token', token: 'x', accountId: '', zoneIds }).success).toBe(
      true,
    )
  }
})

test.each([
  [null],
  ['text'],
  [[]],
  [{}],
  [{ kind: 'oauth' }],
  [{ kind: 'api_token', ...ids }],
  [{ kind: 'api_token', token: ' \u200B', ...ids }],
  [{ kind: 'api_token', token: [token], ...ids }],
  [{ kind: 'api_token', token: { token }, ...ids }],
  [{ kind: 'api_token', token, zoneIds: [] }],
  [{ kind: 'api_token', token, ...ids, accountId: 7 }],
  [{ kind: 'api_token', token, accountId: 'x' }],
  [{ kind: 'api_token', token, accountId: 'x', zoneIds: 'x' }],
  [{ kind: 'api_token', token, accountId: 'x', zoneIds: [7] }],
  [{ kind: 'api_token', token, accountId: 'x', zoneIds: Array.from({ length: 51 }, () => 'x') }],
  [{ kind: 'global_key', key: token, ...ids }],
  [{ kind: 'global_key', email: ' ', key: token, ...ids }],
  [{ kind: 'global_key', email: 'mara@example.test', key: null, ...ids }],
])('%j is refused in whole sentences that repeat nothing of it', (input) => {
  const { error } = verifyInput.safeParse(input)
  expect(error?.issues.length).toBeGreaterThan(0)
  for (const { message } of error?.issues ?? []) {
    expect(message).toMatch(/^[a-zA-Z]+ .*\.$/)
    expect(message).not.toContain(token)
  }
})
