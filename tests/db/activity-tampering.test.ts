import { beforeAll, expect, test } from 'vitest'
import { appendActivity } from '#lib/activity/append.ts'
import { attempt, takeOwnDatabase } from '#tests/db/cluster.ts'
import { ownerDatabase } from '#tests/db/fixtures.ts'

await takeOwnDatabase()

beforeAll(async () => {
  for (const role of [
    'support',
    'admin',
    'support',
    'admin',
    'support',
    'admin',
    'support',
    'admin',
    'support',
    'admin',
  ]) {
    const actor = { kind: 'system', process: 'operator' } as const
    await ownerDatabase().transaction((tx) =>
      appendActivity(tx, { customerId: null, actor, action: 'staff.added', details: { role } }),
    )
  }
})

/** Does something to the trail with every protection switched off, asks what is broken, and takes it back. */
function firstBrokenAfter(...statements: string[]): Promise<unknown> {
  return attempt('superuser', null, async (client) => {
    await client.query('set local session_replication_role = replica')
    for (const statement of statements) {
      const { rowCount } = await client.query(statement)
      expect([statement, rowCount]).not.toEqual([statement, 0])
    }
    const { rows } = await client.query<{ seq: string | null }>('select app.first_broken_activity() as seq')
    return rows[0]?.seq
  })
}

const asItIs = 'select from activity'
const columns = 'at, customer_id, payload, prev, hash'

test('an untouched trail is whole', async () => {
  expect(await firstBrokenAfter(asItIs)).toBeNull()
})

test.each([
  [
    'an edited payload',
    ["update activity set payload = replace(payload, 'support', 'admin') where seq = 5"],
    '5',
  ],
  ['a payload that only gained a blank', ["update activity set payload = payload || ' ' where seq = 5"], '5'],
  ['an edited time', ["update activity set at = at + interval '1 microsecond' where seq = 5"], '5'],
  ['a time without an end', ["update activity set at = 'infinity' where seq = 5"], '5'],
  [
    'a time before our era, which is spelled like one of it',
    [
      "update activity set at = (to_char(at, 'YYYY-MM-DD HH24:MI:SS.USOF') || ' BC')::timestamptz where seq = 5",
    ],
    '5',
  ],
  ['an edited customer', ['update activity set customer_id = gen_random_uuid() where seq = 5'], '5'],
  ['an edited hash', ["update activity set hash = sha256('x') where seq = 5"], '5'],
  ['an edited link', ["update activity set prev = sha256('x') where seq = 5"], '5'],
  [
    'an edit with its hash computed anew',
    [
      "update activity set payload = replace(payload, 'support', 'admin') where seq = 5",
      'update activity set hash = app.activity_hash(prev, seq, at, customer_id, payload) where seq = 5',
    ],
    '6',
  ],
  ['a deleted record', ['delete from activity where seq = 5'], '6'],
  ['a deleted first record', ['delete from activity where seq = 1'], '2'],
  [
    'a deleted record with the rest moved up',
    [
      'delete from activity where seq = 5',
      'update activity set seq = seq + 100 where seq > 5',
      'update activity set seq = seq - 101 where seq > 100',
    ],
    '5',
  ],
  [
    'an inserted record',
    [
      'update activity set seq = seq + 100 where seq >= 5',
      `insert into activity (seq, ${columns}) select 5, ${columns} from activity where seq = 4`,
      'update activity set seq = seq - 99 where seq > 100',
    ],
    '5',
  ],
  [
    'a record appended past the function',
    [`insert into activity (seq, ${columns}) select 11, ${columns} from activity where seq = 10`],
    '10',
  ],
  [
    'a record appended with a fitting hash',
    [
      `insert into activity (seq, at, payload, prev, hash)
     select 11, at, payload, hash, app.activity_hash(hash, 11, at, null, payload) from activity where seq = 10`,
    ],
    '10',
  ],
  [
    'two records in another order',
    [
      'update activity set seq = 105 where seq = 5',
      'update activity set seq = 5 where seq = 6',
      'update activity set seq = 6 where seq = 105',
    ],
    '5',
  ],
  ['a truncated tail', ['delete from activity where seq > 7'], '10'],
  [
    'a truncated tail with the head set to its number',
    ['delete from activity where seq > 7', 'update activity_head set seq = 7'],
    '7',
  ],
  ['everything deleted', ['delete from activity'], '10'],
  [
    'an older record in the place of a newer one',
    [
      'update activity new set at = old.at, payload = old.payload, prev = old.prev, hash = old.hash from activity old where old.seq = 3 and new.seq = 7',
    ],
    '7',
  ],
  ['a head set back', ['update activity_head set seq = seq - 1'], '9'],
  ['a lost head', ['delete from activity_head'], '10'],
])('%s is found', async (_, statements, seq) => {
  expect(await firstBrokenAfter(...statements)).toBe(seq)
})
