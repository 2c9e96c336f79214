import { expect, test } from 'vitest'
import { question } from '#lib/cloudflare/settle.ts'
import {
  pastVerification,
  type StoredVerification,
  zonesAskedAbout,
} from '#lib/integrations/past-verification.ts'

const asked = new Date('2026-11-22T14:00:00Z')
const began = new Date('2026-11-22T14:00:02Z')
const ended = new Date('2026-11-22T14:00:03.5Z')

const stored: StoredVerification = {
  id: '01990000-0000-7000-8000-000000000001',
  trigger: 'schedule',
  attempt: 0,
  createdAt: asked,
  runAt: asked,
  startedAt: began,
  finishedAt: ended,
  verdict: 'connected',
  accountId: null,
  credentialVersion: 1,
  checks: [question('reached_cloudflare').passed(null)],
}

test.each<[string, Partial<StoredVerification>, object]>([
  [
    'one with a verdict has taken as long as it ran',
    {},
    { outcome: 'connected', at: began.toISOString(), tookMs: 1500, dueAt: null, isPartial: false },
  ],
  [
    'one that was ended without a verdict was superseded',
    { verdict: null },
    { outcome: 'superseded', tookMs: 1500, changes: null },
  ],
  [
    'one that was ended before it began took no time',
    { verdict: null, startedAt: null },
    { outcome: 'superseded', at: asked.toISOString(), tookMs: null },
  ],
  [
    'one that has not ended is under way',
    { verdict: null, finishedAt: null },
    { outcome: 'running', tookMs: null, changes: null },
  ],
  [
    'one that has not begun is waiting, and says until when',
    { verdict: null, finishedAt: null, startedAt: null, runAt: ended },
    { outcome: 'waiting', dueAt: ended.toISOString() },
  ],
  [
    'one that could not tell and lacks checks was given up',
    { verdict: 'unconfirmed' },
    { outcome: 'unconfirmed', isPartial: true },
  ],
])('%s', (_, change, expected) => {
  expect(pastVerification({ ...stored, ...change }, { checks: [] })).toMatchObject(expected)
})

test('a clock that went back takes no negative time', () => {
  expect(pastVerification({ ...stored, startedAt: ended, finishedAt: began }, null).tookMs).toBe(0)
})

test('only a verdict is compared, and only with another one', () => {
  const text = 'Cloudflare reached: passed; not asked the time before'
  expect(pastVerification(stored, { checks: [] }).changes).toEqual([{ tone: 'better', text }])
  expect(pastVerification(stored, null).changes).toBeNull()
  expect(pastVerification({ ...stored, verdict: null }, { checks: [] }).changes).toBeNull()
})

test('the zones are those that were asked about, which may be others by now', () => {
  const checks = [
    question('zone', 'z1').passed(null),
    question('zone').notRun(),
    question('account').notRun(),
  ]
  expect(zonesAskedAbout(checks)).toEqual(['z1'])
})
