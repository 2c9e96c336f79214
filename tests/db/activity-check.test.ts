import { expect, test } from 'vitest'
import { appendActivity } from '#lib/activity/append.ts'
import { run, runUnguarded, takeOwnDatabase } from '#tests/db/cluster.ts'
import { given, ownerDatabase } from '#tests/db/fixtures.ts'

await takeOwnDatabase()

const append = (count: number) =>
  ownerDatabase().transaction(async (tx) => {
    const actor = { kind: 'system', process: 'operator' } as const
    const details = { role: 'support' }
    for (let made = 0; made < count; made += 1)
      await appendActivity(tx, { customerId: null, actor, action: 'staff.added', details })
  })
const check = async (most: number) =>
  given((await run<{ bad: string | null }>('worker', 'select app.check_activity($1) as bad', [most]))[0]).bad
const known = async () =>
  given(
    (
      await run<{ seq: string; verified_seq: string | null; broken_seq: string | null }>(
        'superuser',
        'select seq, verified_seq, broken_seq from activity_check',
      )
    )[0],
  )

test('it goes on piece by piece, also while records are appended, and begins anew at the end', async () => {
  await append(5)
  expect(await check(3)).toBeNull()
  expect(await known()).toMatchObject({ seq: '3', verified_seq: null })
  await append(2)
  expect(await check(3)).toBeNull()
  expect(await check(3)).toBeNull()
  expect(await known()).toEqual({ seq: '0', verified_seq: '7', broken_seq: null })
})

test('a trail written anew behind the check, with all its hashes, is found and not forgotten', async () => {
  await append(10)
  expect(await check(13)).toBeNull()
  await runUnguarded("update activity set payload = replace(payload, 'support', 'admin') where seq = 10")
  for (let seq = 10; seq <= 17; seq += 1)
    await runUnguarded(
      `update activity a set prev = b.hash, hash = app.activity_hash(b.hash, a.seq, a.at, a.customer_id, a.payload)
       from activity b where a.seq = $1 and b.seq = a.seq - 1`,
      [seq],
    )
  await runUnguarded('update activity_head set hash = (select hash from activity where seq = 17)')
  for (const _ of [1, 2, 3]) expect(await check(100)).toBe('14')
  expect(await known()).toEqual({ seq: '13', verified_seq: '7', broken_seq: '14' })
})
