import 'server-only'
import { expect, test } from 'vitest'
import { idFor } from '#e2e/cloudflare-simulator/world.ts'
import { auditCategories } from '#lib/cloudflare/audit-coverage.ts'
import { creationOf } from '#lib/cloudflare/audit-creation.ts'
import { type ScanOptions, scanAuditLog } from '#lib/cloudflare/audit-scan.ts'
import type { CloudflareCalls } from '#lib/cloudflare/client.ts'
import { maskRecord } from '#lib/cloudflare/personal-data.ts'
import { client, simulator, withSimulator } from '#lib/cloudflare/simulated.testing.ts'
import { credentialOf, named } from '#lib/cloudflare/verify.testing.ts'

withSimulator()

test.each(['v1', 'v2'] as const)('the last 30 days are counted in %s', async (version) => {
  const { sample, coverage } = await scan(version === 'v1' ? 'audit log v1 only' : 'user token')
  expect(sample.version).toBe(version)
  expect(sample.records).toHaveLength(25)
  expect(coverage).toMatchObject({ records: 60, complete: true, failure: null })
  expect(Object.keys(coverage.counts)).toEqual(auditCategories.map(({ key }) => key))
  expect(Object.values(coverage.counts).every((count) => count > 0)).toBe(true)
  const days = (Date.parse(coverage.before) - Date.parse(coverage.since)) / 86_400_000
  expect(days).toBe(30)
})

test.each(['v1', 'v2'] as const)(
  'the count and the newest are the same whatever the size of the pages: %s',
  async (version) => {
    const name = version === 'v1' ? 'audit log v1 only' : 'user token'
    const whole = await scan(name)
    simulator.reset()
    const inPages = await scan(name, { perPage: 7 })
    expect(simulator.calls().filter(({ path }) => path.includes('audit'))).toHaveLength(
      version === 'v1' ? 10 : 9,
    )
    const noIds = ({ sample, coverage }: typeof whole) => ({
      counts: coverage.counts,
      actions: sample.records.map(({ action }) => action),
    })
    expect(noIds(inPages)).toEqual(noIds(whole))
  },
)

test('pages are bounded: what was counted then is a part, and says so', async () => {
  const { sample, coverage } = await scan('user token', { perPage: 10, maxPages: 3 })
  expect(coverage).toMatchObject({ records: 30, complete: false, failure: null })
  expect(sample.records).toHaveLength(25)
  expect(simulator.calls().filter(({ path }) => path.includes('audit'))).toHaveLength(3)
})

test('a page that repeats itself, by its cursor or by its records, is the last one', async () => {
  const pages = { first: 'a', a: 'b', b: 'b', x: 'y', y: 'z' } as Record<string, string>
  const asked: string[] = []
  const answering = (id: (cursor: string) => string): CloudflareCalls => ({
    get: async (_path, _ids, query) => {
      const cursor = query?.['cursor'] ?? 'first'
      asked.push(cursor)
      const result = [{ id: id(cursor), action: { time: '2026-11-21T16:02:44Z', type: 'login' } }]
      const resultInfo = { count: 1, cursor: pages[cursor] ?? null, totalPages: null }
      return { outcome: 'ok', result, resultInfo, messages: [], evidence }
    },
    graphql: () => Promise.reject(new Error('not asked')),
  })
  const byCursor = await scanAuditLog(
    answering((cursor) => cursor),
    account,
    {},
  )
  expect(byCursor).toMatchObject({ coverage: { records: 3, complete: true } })
  expect(asked).toEqual(['first', 'a', 'b'])
  asked.length = 0
  await scanAuditLog(
    answering(() => 'always the same'),
    account,
    {},
  )
  expect(asked).toEqual(['first', 'a'])
})

test('a page that does not come leaves the figures of those that did', async () => {
  let page = 0
  const calls: CloudflareCalls = {
    get: async () => {
      page += 1
      if (page > 1)
        return { outcome: 'unclear', reason: 'timeout', retryAfterSeconds: null, answered: false, evidence }
      const result = [{ id: 'one', action: { time: '2026-11-21T16:02:44Z', type: 'login' } }]
      const resultInfo = { count: 1, cursor: 'next', totalPages: null }
      return { outcome: 'ok', result, resultInfo, messages: [], evidence }
    },
    graphql: () => Promise.reject(new Error('not asked')),
  }
  expect(await scanAuditLog(calls, account, {})).toMatchObject({
    outcome: 'read',
    coverage: { records: 1, complete: false, failure: 'timeout' },
  })
})

test('a refusal, and a wish to be left alone, come back as such, and nothing is asked again', async () => {
  expect(await scanWhole('no Account Settings')).toMatchObject({
    outcome: 'failed',
    failure: 'audit_log_forbidden',
  })
  simulator.reset()
  const limited = await scanWhole('rate limited')
  expect(limited).toMatchObject({ outcome: 'failed', failure: 'rate_limited' })
  expect(limited.outcome === 'failed' && limited.retryAfterSeconds).toBeGreaterThan(0)
  expect(simulator.calls()).toHaveLength(1)
})

test('the record of the own creation is kept however old it is, and once', async () => {
  const tokenId = idFor('created 20 days ago')
  const old = await scan('created 20 days ago', { tokenId, perPage: 20 })
  expect(old.sample.records).toHaveLength(26)
  expect(creationOf(old.sample.records, { id: tokenId })).toBe(old.sample.records[25])
  const fresh = await scan('created 12 minutes ago', { tokenId: idFor('created 12 minutes ago') })
  expect(fresh.sample.records).toHaveLength(25)
  expect(fresh.sample.records[0]?.action).toBe('Create API Token')
  expect((await scan('user token', { tokenId })).sample.records).toHaveLength(25)
})

test('personal data is hidden everywhere in a record, times and ids are not', async () => {
  const { records } = (await scan('user token')).sample
  expect(JSON.stringify(records)).toMatch(/Tobenna.*Okafor/)
  for (const one of records) {
    const masked = maskRecord(one)
    expect([masked.id, masked.time, masked.resource.id]).toEqual([one.id, one.time, one.resource.id])
    expect(JSON.stringify(masked)).not.toMatch(
      /mara\.lindqvist|t\.okafor|Tobenna|Okafor|203\.0\.113\.24|2001:db8:40::9|Macintosh/,
    )
  }
})

async function scan(name: string, options: ScanOptions = {}) {
  const found = await scanWhole(name, options)
  if (found.outcome !== 'read') throw new Error(`The audit log was not read: ${found.failure}`)
  return found
}

function scanWhole(name: string, options: ScanOptions = {}) {
  const sample = named(name)
  return scanAuditLog(client.as(credentialOf(sample)), sample.accountId, options)
}

const account = 'ab'.repeat(16)
const evidence = { endpoint: 'GET /x', status: 200, errors: [], cfRay: null, at: '', durationMs: 1 }
