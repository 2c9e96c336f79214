import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { appendActivity } from '#lib/activity/append.ts'
import { canonicalJson } from '#lib/activity/canonical-json.ts'
import type { Member } from '#lib/auth/actor.ts'
import { webDatabase } from '#lib/db.ts'
import { attempt, run } from '#tests/db/cluster.ts'
import {
  connectSample,
  newMember,
  newStaff,
  ownerDatabase,
  sideBySide,
  workerDatabase,
} from '#tests/db/fixtures.ts'

interface Row {
  seq: string
  at: string
  customer: string | null
  payload: string
  prev: Buffer
  hash: Buffer
}

const rows = () =>
  run<Row>(
    'superuser',
    `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, customer_id as customer, payload, prev, hash
     from activity order by seq`,
  )
const firstBroken = () => run('staff', 'select app.first_broken_activity() as seq')

test('the chain holds after many people and processes wrote at once', async () => {
  const members = await Promise.all([newMember(), newMember(), newMember()])
  await newStaff()
  const before = (await rows()).length
  await sideBySide(8, 120, (index) => append(members[index % 3], index))
  const found = await rows()
  expect(found.length).toBeGreaterThanOrEqual(before + 120)
  expect(found.map(({ seq }) => seq)).toEqual(found.map((_, index) => String(index + 1)))
  expect(await firstBroken()).toEqual([{ seq: null }])
})

function append(member: Member | undefined, index: number): Promise<void> {
  if (!member) return Promise.reject(new Error('no member'))
  const { customerId, personId } = member
  const details = { note: `Zürich "${index}" \\ 東京 \u{1f512}\n` }
  const byMember = { actor: { kind: 'member', personId }, action: 'verification.requested' } as const
  const byWorker = { actor: { kind: 'system', process: 'worker' }, action: 'verification.finished' } as const
  const [database, entry] = index % 2 === 0 ? [webDatabase(), byMember] : [workerDatabase(), byWorker]
  return database.forCustomer(customerId, (tx) => appendActivity(tx, { customerId, details, ...entry }))
}

test('the hash is what the documented bytes give, computed without the database', async () => {
  await append(await newMember(), 0)
  let prev: Buffer = createHash('sha256').update('aquila activity').digest()
  for (const row of await rows()) {
    expect(row.prev.equals(prev)).toBe(true)
    prev = recompute(row)
    expect([row.seq, row.hash.toString('hex')]).toEqual([row.seq, prev.toString('hex')])
  }
})

/** 0x02, prev, seq as eight bytes, the time in UTC to the microsecond, 0, the customer or nothing, 0, the payload. */
function recompute({ prev, seq, at, customer, payload }: Row): Buffer {
  const number = Buffer.alloc(8)
  number.writeBigInt64BE(BigInt(seq))
  const zero = Buffer.alloc(1)
  const text = (value: string) => Buffer.from(value, 'utf8')
  const parts = [Buffer.from([2]), prev, number, text(at), zero, text(customer ?? ''), zero, text(payload)]
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}

test('the time zone and the date style of who asks change nothing', async () => {
  await append(await newMember(), 0)
  const seen = await attempt('superuser', null, async (client) => {
    await client.query("set local timezone = 'Asia/Kathmandu'")
    await client.query("set local datestyle = 'SQL, DMY'")
    return (await client.query('select app.first_broken_activity() as seq')).rows
  })
  expect(seen).toEqual([{ seq: null }])
})

test('what is stored is canonical JSON, and its columns are taken from it', async () => {
  const member = await newMember()
  const { customerId, personId } = member
  const integrationId = await connectSample(member, 'user token')
  const actor = { kind: 'member', personId } as const
  await webDatabase().forCustomer(customerId, (tx) =>
    appendActivity(tx, {
      customerId,
      integrationId,
      details: { b: '2', a: '1' },
      actor,
      action: 'verification.requested',
    }),
  )
  const [row] = await ownerDatabase().transaction((tx) =>
    tx.activity.findMany({ where: { customerId, integrationId, action: 'verification.requested' } }),
  )
  expect(row).toMatchObject({ action: 'verification.requested', integrationId })
  expect(row?.payload).toBe(
    canonicalJson({ action: 'verification.requested', actor, details: { a: '1', b: '2' }, integrationId }),
  )
})

test('a record stands or falls with its transaction', async () => {
  const { customerId, personId } = await newMember()
  const entry = { customerId, actor: { kind: 'member', personId }, action: 'session.created' } as const
  const fails = webDatabase().forCustomer(customerId, async (tx) => {
    await appendActivity(tx, entry)
    throw new Error('something else failed')
  })
  await expect(fails).rejects.toThrow('something else failed')
  const kept = await ownerDatabase().transaction((tx) =>
    tx.activity.findMany({ where: { customerId, action: entry.action } }),
  )
  expect(kept).toEqual([])
  expect(await firstBroken()).toEqual([{ seq: null }])
})
