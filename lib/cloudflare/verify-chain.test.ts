import 'server-only'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CloudflareCalls, CloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'
import {
  accountId,
  good,
  type Meaning,
  notHere,
  thing,
  zoneId,
} from '#lib/cloudflare/second-upstream.testing.ts'
import { verdict } from '#lib/cloudflare/verdict.ts'
import { collectAll } from '#lib/cloudflare/verify.testing.ts'
import { Secret } from '#lib/secret.ts'

const credential: Credential = { kind: 'api_token', token: new Secret('DEMO-chain_'.padEnd(40, 'w')) }
const firstRow = [
  '/user/tokens/verify',
  '/accounts/{account_id}',
  '/zones/{zone_id}',
  '/accounts/{account_id}/logs/audit',
] as const

test('nothing waits for an answer that it does not need, whatever each takes', async () => {
  let longest = 0
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 1, max: 900 })), async (stream) => {
      const times = [...stream.take(40)]
      const { took, routes } = await timeOf(times)
      const [identity = 0, account = 0, zone = 0, audit = 0] = firstRow.map((route) => routes.get(route))
      const others = [...routes].filter(([route]) => !firstRow.some((first) => first === route))
      // The questions about permissions wait for the first sign that the credential is accepted.
      const sign = Math.min(identity, account, zone, audit)
      const chain = Math.max(identity, account, zone, audit, sign + Math.max(...others.map(([, ms]) => ms)))
      expect([routes.size, took]).toEqual([20, chain])
      longest = Math.max(longest, chain)
    }),
    { numRuns: 60 },
  )
  expect(longest).toBeGreaterThan(900)
})

test('an account-owned token in the old form waits for its second endpoint, and nobody else does', async () => {
  const own: [RegExp, Meaning][] = [
    [/^\/user\/tokens\/verify$/, notHere],
    [/\/tokens\/verify$/, thing({ id: zoneId, status: 'active' })],
  ]
  const { took } = await timeOf(
    Array.from({ length: 40 }, () => 100),
    own,
  )
  expect(took).toBe(200)
  const slowVerify = await timeOf([700, ...Array.from({ length: 40 }, () => 100)], own)
  expect(slowVerify.took).toBe(800)
})

test('a missing permission costs one pause, however many are missing', async () => {
  const forbidden: Meaning = { refused: 403, code: 10000, message: 'Authentication error' }
  const missing: [RegExp, Meaning][] = [[/dns_records|ua_rules|intel|security_level/, forbidden]]
  const { took, verdict: found } = await timeOf(
    Array.from({ length: 60 }, () => 100),
    missing,
  )
  expect([found, took]).toEqual(['connected_with_gaps', 100 + 100 + 1500 + 100])
})

/** One verification on a clock that moves only when everybody waits: what it takes is its longest chain, to the millisecond. */
async function timeOf(times: number[], own: [RegExp, Meaning][] = []) {
  const clock = createClock()
  const routes = new Map<string, number>()
  const answer = async (route: string, path: string): Promise<Reply> => {
    const ms = routes.get(route) ?? times[routes.size] ?? 1
    routes.set(route, ms)
    await clock.wait(ms)
    return replyOf([...own, ...good].find(([pattern]) => pattern.test(path))?.[1] ?? notHere, path)
  }
  const calls: CloudflareCalls = {
    get: (route, ids) => answer(route, fill(route, ids)),
    // Two questions go there.
    graphql: (query) => answer(query, '/graphql'),
  }
  const client: CloudflareClient = { as: () => calls, close: async () => undefined }
  const target = { accountId, zoneIds: [zoneId] }
  const running = collectAll(client, credential, target, { fresh: false, pause: () => clock.wait(1500) })
  const { checks } = await clock.until(running)
  return { took: clock.now(), routes, verdict: verdict(checks) }
}

function createClock() {
  let time = 0
  const waiting: { at: number; go: () => void }[] = []
  return {
    now: () => time,
    wait: (ms: number) => new Promise<void>((go) => waiting.push({ at: time + ms, go })),
    until: async <T>(running: Promise<T>): Promise<T> => {
      let isDone = false
      const done = running.finally(() => {
        isDone = true
      })
      for (;;) {
        // Lets everything go on that can.
        await new Promise((resolve) => setImmediate(resolve))
        if (isDone) return done
        waiting.sort((a, b) => a.at - b.at)
        const next = waiting.shift()
        if (!next) throw new Error('Everybody waits for nothing.')
        time = next.at
        next.go()
      }
    },
  }
}

function fill(route: string, ids: unknown): string {
  const values = new Map(Object.entries(ids ?? {}))
  return route.replace(/\{(\w+)\}/g, (_, name: string) => String(values.get(name)))
}

function replyOf(meaning: Meaning, path: string): Reply {
  const evidence = { endpoint: `GET ${path}`, status: 200, errors: [], cfRay: null, at: '', durationMs: 1 }
  if (typeof meaning === 'object' && 'thing' in meaning) {
    const resultInfo = { count: null, cursor: null, totalPages: null }
    return { outcome: 'ok', result: meaning.thing, resultInfo, messages: [], evidence }
  }
  if (typeof meaning !== 'object' || 'page' in meaning) throw new Error('No trouble here')
  const { refused, code, message } = meaning
  const errors = [{ code, message, chained: false }]
  const status = refused === 'forbidden' ? 403 : refused
  return { outcome: 'refused', status, errors, evidence: { ...evidence, status, errors } }
}
