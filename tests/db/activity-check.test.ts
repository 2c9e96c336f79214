import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { appendActivity } from '#lib/activity/append.ts'
import { attempt, run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { ownerDatabase, workerDatabase } from '#tests/db/fixtures.ts'
import { checkActivity } from '#worker/check-activity.ts'

await takeOwnDatabase()

const records = 10
const piece = 4
const actor = { kind: 'system', process: 'operator' } as const

beforeAll(async () => {
  for (let count = 0; count < records; count++) {
    await ownerDatabase().transaction((tx) =>
      appendActivity(tx, { customerId: null, actor, action: 'staff.added', details: { role: 'support' } }),
    )
  }
})

interface Known {
  seq: string
  verified: string | null
  broken: string | null
}

interface Trail {
  /** Checks the next piece of four records. Answers what is bad, with the row that is kept. */
  check(): Promise<[bad: string | null, known: Known]>
  /** All pieces of a whole pass, one by one. Answers what each found. */
  pass(): Promise<(string | null)[]>
  append(): Promise<void>
  /** With every protection switched off. */
  tamper(...statements: string[]): Promise<void>
  known(): Promise<Known>
}

/** A trail of ten records of which nothing has been checked; nothing of what is done to it stays. */
function onTrail(work: (trail: Trail) => Promise<void>): Promise<void> {
  return attempt('superuser', null, (client) => work(trailOf(client)))
}

function trailOf(client: Client): Trail {
  async function one<Row extends object>(sql: string): Promise<Row> {
    const [row] = (await client.query<Row>(sql)).rows
    if (!row) throw new Error('Nothing was answered.')
    return row
  }
  const known = () =>
    one<Known>('select seq, verified_seq as verified, broken_seq as broken from activity_check')
  async function check(): Promise<[string | null, Known]> {
    const { bad } = await one<{ bad: string | null }>(`select app.check_activity(${piece}) as bad`)
    return [bad, await known()]
  }
  return {
    known,
    check,
    async pass() {
      const found: (string | null)[] = []
      for (;;) {
        const [bad, { seq }] = await check()
        found.push(bad)
        if (seq === '0') return found
      }
    },
    async append() {
      const payload = '{"action":"staff.added","actor":{"kind":"system","process":"operator"}}'
      await client.query('select app.append_activity(null, $1)', [payload])
    },
    async tamper(...statements) {
      await client.query('set local session_replication_role = replica')
      for (const statement of statements) {
        const { rowCount } = await client.query(statement)
        expect([statement, rowCount]).not.toEqual([statement, 0])
      }
      await client.query('set local session_replication_role = origin')
    },
  }
}

const none = { verified: null, broken: null }
const edit = (seq: number) =>
  `update activity set payload = replace(payload, 'support', 'admin') where seq = ${seq}`
const blank = (seq: number) => `update activity set payload = payload || ' ' where seq = ${seq}`
/** All hashes from a record on, computed anew, and the head with them: nothing in the trail itself shows the change. */
const rewriteFrom = (seq: number) => `do $$
  declare
    one activity;
    before bytea := coalesce((select hash from activity where seq = ${seq} - 1), sha256('aquila activity'));
  begin
    for one in select * from activity where seq >= ${seq} order by seq loop
      update activity set prev = before, hash = app.activity_hash(before, seq, at, customer_id, payload)
        where seq = one.seq returning hash into before;
    end loop;
    update activity_head set hash = before;
  end $$`
const fitHead =
  'update activity_head set (seq, hash) = (select seq, hash from activity order by seq desc limit 1)'

test('a pass of several pieces ends with what was verified, and the next one begins at the first record', () =>
  onTrail(async ({ check, append }) => {
    expect(await check()).toEqual([null, { ...none, seq: '4' }])
    expect(await check()).toEqual([null, { ...none, seq: '8' }])
    expect(await check()).toEqual([null, { seq: '0', verified: '10', broken: null }])
    expect(await check()).toEqual([null, { seq: '4', verified: '10', broken: null }])
    for (let count = 0; count < 3; count++) await append()
    expect(await check()).toEqual([null, { seq: '8', verified: '10', broken: null }])
    expect(await check()).toEqual([null, { seq: '12', verified: '10', broken: null }])
    expect(await check()).toEqual([null, { seq: '0', verified: '13', broken: null }])
  }))

test('records that are appended between the pieces are no fault, also when a piece ends with the trail', () =>
  onTrail(async ({ check, append }) => {
    await check()
    await append()
    await append()
    expect(await check()).toEqual([null, { ...none, seq: '8' }])
    expect(await check()).toEqual([null, { seq: '0', verified: '12', broken: null }])
    expect(await check()).toEqual([null, { seq: '4', verified: '12', broken: null }])
  }))

/** What is done after a first piece, of the records 1 to 4: it is met in the pass under way. */
test.each<[string, string[], string]>([
  ['an edited record ahead', [edit(6)], '6'],
  ['an edited record ahead with its own hash computed anew', [edit(6), rewriteOne(6)], '7'],
  ['a deleted record in the middle of a piece', ['delete from activity where seq = 6'], '6'],
  ['a deleted record at the beginning of a piece', ['delete from activity where seq = 5'], '5'],
  ['the last record of the checked piece rewritten with all that follow', [edit(4), rewriteFrom(4)], '5'],
  [
    'a record beyond the head',
    [
      `insert into activity (seq, at, payload, prev, hash)
         select 11, at, payload, hash, app.activity_hash(hash, 11, at, null, payload) from activity where seq = 10`,
    ],
    '11',
  ],
  [
    'a number that is left out, in a trail that fits otherwise',
    [
      `insert into activity (seq, at, payload, prev, hash)
         select 12, at, payload, hash, app.activity_hash(hash, 12, at, null, payload) from activity where seq = 10`,
      fitHead,
    ],
    '11',
  ],
  [
    'a record before the first',
    [
      `insert into activity (seq, at, payload, prev, hash)
         select 0, at, payload, prev, hash from activity where seq = 1`,
    ],
    '0',
  ],
  ['a deleted newest record', ['delete from activity where seq = 10'], '10'],
  ['a head set back', ['update activity_head set seq = 8'], '9'],
  ['a head set forward', ['update activity_head set seq = 12'], '11'],
  ['a head with another hash', ["update activity_head set hash = sha256('x')"], '10'],
  ['a missing head', ['delete from activity_head'], '11'],
  ['everything deleted', ['delete from activity'], '1'],
  [
    'a tail cut before what was checked, with a fitting head',
    ['delete from activity where seq > 3', fitHead],
    '4',
  ],
  ['a time without an end', ["update activity set at = 'infinity' where seq = 6"], '6'],
  [
    'a time before our era',
    [
      "update activity set at = (to_char(at, 'YYYY-MM-DD HH24:MI:SS.USOF') || ' BC')::timestamptz where seq = 6",
    ],
    '6',
  ],
])('%s is found in the pass under way', (_, statements, bad) =>
  onTrail(async ({ check, tamper, pass, known }) => {
    await check()
    await tamper(...statements)
    expect((await pass()).at(-1)).toBe(bad)
    expect(await known()).toEqual({ seq: '0', verified: null, broken: bad })
  }),
)

function rewriteOne(seq: number): string {
  return `update activity set hash = app.activity_hash(prev, seq, at, customer_id, payload) where seq = ${seq}`
}

test('a record that is edited after it was checked is found in the next pass', () =>
  onTrail(async ({ check, tamper, pass, known }) => {
    await check()
    await tamper(edit(2))
    expect(await pass()).toEqual([null, null])
    expect(await known()).toEqual({ seq: '0', verified: '10', broken: null })
    expect(await pass()).toEqual(['2'])
    expect(await known()).toEqual({ seq: '0', verified: '10', broken: '2' })
  }))

/** What is done after a whole pass, and shows only because the newest record of that pass is remembered. */
test.each<[string, string[], string]>([
  ['the whole trail written anew, with hashes that fit', [edit(1), rewriteFrom(1)], '10'],
  ['a tail written anew, with hashes that fit', [edit(9), rewriteFrom(9)], '10'],
  ['a tail cut off, with a fitting head', ['delete from activity where seq > 7', fitHead], '8'],
  ['a tail cut off, and the head set to nothing', ['delete from activity', emptyHead()], '1'],
])('%s is found after a verified pass', (_, statements, bad) =>
  onTrail(async ({ check, tamper, pass, append, known }) => {
    await pass()
    await tamper(...statements)
    expect(await check()).toEqual([bad, { seq: '0', verified: '10', broken: bad }])
    // What is appended to it afterwards makes it no better.
    for (let count = 0; count < 12; count++) await append()
    await pass()
    expect((await known()).verified).toBe('10')
    expect((await known()).broken).not.toBeNull()
  }),
)

function emptyHead(): string {
  return "update activity_head set seq = 0, hash = sha256('aquila activity')"
}

test('a broken chain is whole again only after a whole pass without a fault, and the time it was found stays', () =>
  onTrail(async ({ check, tamper, pass, known }) => {
    await pass()
    await tamper(edit(6), "update activity_check set verified_at = '2026-01-01'")
    expect(await pass()).toEqual([null, '6'])
    await tamper("update activity_check set broken_at = '2026-01-02'")
    const unchanged = "broken_at = '2026-01-02' and verified_at = '2026-01-01'"
    const stays = `update activity_check set broken_at = broken_at where ${unchanged}`
    // A clean piece is no whole pass.
    expect(await check()).toEqual([null, { seq: '4', verified: '10', broken: '6' }])
    await tamper(stays)
    expect(await check()).toEqual(['6', { seq: '0', verified: '10', broken: '6' }])
    await tamper(stays, "update activity set payload = replace(payload, 'admin', 'support') where seq = 6")
    expect(await check()).toEqual([null, { seq: '4', verified: '10', broken: '6' }])
    expect(await check()).toEqual([null, { seq: '8', verified: '10', broken: '6' }])
    await tamper(stays)
    expect(await check()).toEqual([null, { seq: '0', verified: '10', broken: null }])
    await tamper('update activity_check set seq = 0 where broken_at is null and verified_at = now()')
    expect(await known()).toEqual({ seq: '0', verified: '10', broken: null })
  }))

test('a trail written anew behind the check, with all its hashes, is found and not forgotten', () =>
  onTrail(async ({ check, pass, append, tamper, known }) => {
    await pass()
    for (let count = 0; count < 6; count++) await append()
    await check()
    await check()
    await check()
    expect(await known()).toEqual({ seq: '12', verified: '10', broken: null })
    await tamper(blank(11), rewriteFrom(11))
    expect((await check())[0]).toBe('13')
    for (const _ of [1, 2, 3]) {
      await pass()
      expect(await known()).toMatchObject({ verified: '10', broken: '13' })
    }
  }))

test('a newest record written anew after it was seen, with a fitting head, is found', () =>
  onTrail(async ({ check, pass, append, tamper }) => {
    await pass()
    await append()
    await check()
    await tamper(blank(11), rewriteFrom(11))
    expect((await check())[0]).toBe('11')
  }))

test('the first of two faults is the one that is named', () =>
  onTrail(async ({ tamper, pass, known }) => {
    await tamper(edit(7))
    await pass()
    await tamper(edit(3))
    expect(await pass()).toEqual(['3'])
    expect((await known()).broken).toBe('3')
  }))

test('the sweep of the worker checks, staff can read how far it came, and nobody else runs or changes it', async () => {
  expect(await checkActivity(workerDatabase())).toBe(0)
  expect(await run('staff', 'select seq, verified_seq, broken_seq from activity_check')).toEqual([
    { seq: '0', verified_seq: String(records), broken_seq: null },
  ])
  for (const role of ['web', 'staff'] as const)
    await expect(run(role, 'select app.check_activity(10)')).rejects.toThrow('permission denied')
  for (const role of ['web', 'staff', 'worker'] as const)
    await expect(run(role, 'update activity_check set broken_seq = null')).rejects.toThrow(
      'permission denied',
    )
})
