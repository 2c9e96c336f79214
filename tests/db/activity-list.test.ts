import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { exportActivity } from '#lib/activity/export.ts'
import { filterFrom } from '#lib/activity/filter.ts'
import { listActivity } from '#lib/activity/list.ts'
import type { ActivityRecord } from '#lib/activity/view.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { run, runUnguarded, takeOwnDatabase } from '#tests/db/cluster.ts'
import { newMember, newStaff, workerDatabase } from '#tests/db/fixtures.ts'
import { checkActivity } from '#worker/check-activity.ts'

await takeOwnDatabase()

const made = 400
const integrationId = randomUUID()
let staff: Staff
let member: Member
let other: Member

beforeAll(async () => {
  staff = await newStaff()
  member = await newMember('Northwind Bikes')
  other = await newMember('=cmd|x, "y"')
  await newMember('Somebody in between')
  await run('superuser', `select app.check_activity(1000)`)
  await runUnguarded('delete from activity')
  // A record every three hours, from the end of February on: of two members, of staff, and of AQUILA itself.
  await runUnguarded(
    `insert into activity (seq, at, customer_id, payload, prev, hash)
       select n, '2026-02-27T21:00Z'::timestamptz + n * interval '3 hours', customer, payload, '', sha256(payload::bytea)
       from generate_series(1, ${made}) n,
         lateral (select case when n % 3 = 0 then $1::uuid when n % 3 = 1 then $2::uuid end as customer) of_customer,
         lateral (select (case n % 4
           when 0 then jsonb_build_object('action', 'verification.finished',
             'actor', '{"kind":"system","process":"worker"}'::jsonb,
             'details', '{"verdict":"connected"}'::jsonb, 'integrationId', $3::text)
           when 1 then jsonb_build_object('action', 'session.created',
             'actor', jsonb_build_object('kind', 'member', 'personId', $4::text))
           when 2 then jsonb_build_object('action', 'integrations.listed', 'details', '{"searched":"yes"}'::jsonb,
             'actor', jsonb_build_object('kind', 'staff', 'personId', $5::text))
           else jsonb_build_object('action', 'session.created',
             'actor', jsonb_build_object('kind', 'member', 'personId', $6::text)) end)::text as payload) said`,
    [member.customerId, other.customerId, integrationId, member.personId, staff.personId, other.personId],
  )
  await runUnguarded(
    'update activity_head set (seq, hash) = (select seq, hash from activity order by seq desc limit 1)',
  )
})

/** Only what stood there before anybody looked. */
const untouched = { to: '2026-10-31' }
const list = (params: Record<string, string>) => listActivity(staff, filterFrom(params))
const seqs = (records: ActivityRecord[]) => records.map(({ seq }) => Number(seq))

/** Every page of a filter, towards the older ones, and back again. */
async function walk(params: Record<string, string>): Promise<{
  older: number[]
  newer: number[]
  counts: Set<number | null>
}> {
  let page = await list(params)
  const counts = new Set([page.count])
  expect(page.hasNewer).toBe(false)
  const older = seqs(page.records)
  while (page.hasOlder) {
    page = await list({ ...params, after: page.records.at(-1)?.seq ?? '' })
    expect(page.hasNewer).toBe(true)
    counts.add(page.count)
    older.push(...seqs(page.records))
  }
  const newer = seqs(page.records)
  while (page.hasNewer) {
    page = await list({ ...params, before: page.records[0]?.seq ?? '' })
    expect(page.hasOlder).toBe(true)
    counts.add(page.count)
    expect(page.records.length).toBe(50)
    newer.unshift(...seqs(page.records))
  }
  return { older, newer, counts }
}

/** The same questions, answered from the payloads and times themselves. */
const plain: [string, () => Record<string, string>, string][] = [
  ['nothing', () => ({}), 'true'],
  ['a member', () => ({ actor: member.email.toUpperCase() }), `payload like '%' || $1 || '%'`],
  ['AQUILA', () => ({ actor: 'aquila' }), `payload like '%system%'`],
  ['an action', () => ({ action: 'integrations.listed' }), `payload like '%integrations.listed%'`],
  ['a customer', () => ({ customer: member.customerId }), 'customer_id = $2'],
  ['a first day', () => ({ from: '2026-03-20' }), `at >= '2026-03-20T00:00Z'`],
  ['a last day', () => ({ to: '2026-03-01' }), `at < '2026-03-02T00:00Z'`],
  [
    'one day',
    () => ({ from: '2026-03-03', to: '2026-03-03' }),
    `(at at time zone 'UTC')::date = '2026-03-03'`,
  ],
  [
    'all of it',
    () => ({
      actor: 'AQUILA',
      action: 'verification.finished',
      customer: member.customerId,
      from: '2026-03-05',
    }),
    `payload like '%system%' and customer_id = $2 and at >= '2026-03-05T00:00Z'`,
  ],
]

test.each(plain)(
  'filtered by %s, the pages have each record once, older and back again',
  async (_, params, where) => {
    const expected = await run<{ seq: string }>(
      'superuser',
      `select seq from activity where seq <= ${made} and ($1::text is not null and $2::uuid is not null) and ${where}
       order by seq desc`,
      [member.personId, member.customerId],
    )
    expect(expected.length, 'the trail has some of these').toBeGreaterThan(0)
    const given = { ...untouched, ...params() }
    const { older, newer, counts } = await walk(given)
    expect(older).toEqual(expected.map(({ seq }) => Number(seq)))
    expect(newer).toEqual(older)
    expect(counts).toEqual(new Set([expected.length]))
  },
)

test('records that are added meanwhile move no page', async () => {
  const first = await list({})
  const next = () => list({ after: first.records.at(-1)?.seq ?? '' })
  const before = seqs((await next()).records)
  await list({})
  expect(seqs((await next()).records)).toEqual(before)
  const back = await list({ before: String(before[0]) })
  expect(seqs(back.records)).toEqual(seqs(first.records))
  expect(back.hasNewer).toBe(true)
})

test('a record is shown with who, whom, what, and all that its hash covers', async () => {
  const { records } = await list({
    ...untouched,
    action: 'verification.finished',
    customer: member.customerId,
  })
  const [row] = await run<{ seq: string; hash: string }>(
    'superuser',
    `select max(seq) as seq, encode(max(hash), 'hex') as hash from activity
       where seq <= ${made} and action = 'verification.finished' and customer_id = $1`,
    [member.customerId],
  )
  expect(records[0]).toEqual({
    seq: row?.seq,
    at: '2026-04-18T09:00:00.000000Z',
    actor: 'AQUILA',
    actorId: null,
    action: 'verification.finished',
    sentence: 'verified the credential: connected',
    about: null,
    customer: { id: member.customerId, name: 'Northwind Bikes' },
    integrationId,
    details: '{"verdict":"connected"}',
    hash: row?.hash,
  })
  const [byPerson] = (await list({ ...untouched, actor: member.email })).records
  expect(byPerson).toMatchObject({ actor: member.email, actorId: member.personId, details: null })
})

test('what nobody has, knows or can mean finds nothing and is no error', async () => {
  const nothing = { records: [], count: 0, hasNewer: false, hasOlder: false }
  for (const params of [
    { actor: 'nobody@nowhere.example' },
    { actor: 'no address' },
    { actor: '\u{1f512}%_\\' },
    { customer: randomUUID() },
    { from: '2999-12-31' },
    { to: '2000-01-01' },
    { from: '2026-03-05', to: '2026-03-04' },
  ])
    expect([params, await list(params)]).toMatchObject([params, nothing])
  expect((await list({ customer: randomUUID() })).customerName).toBeNull()
  expect((await list({ customer: member.customerId })).customerName).toBe('Northwind Bikes')
  expect((await list({ after: '1' })).records).toEqual([])
  expect((await list({ before: '999999999999999999' })).records).toEqual([])
})

test('a day or a key that cannot be read counts as not given', async () => {
  const all = seqs((await list(untouched)).records)
  for (const params of [
    { from: 'yesterday' },
    { from: '2026-02-30' },
    { from: '0000-01-01' },
    { after: '-1' },
    { before: "1' or true" },
    { action: 'no.such' },
    { customer: 'x' },
  ])
    expect([params, seqs((await list({ ...untouched, ...params })).records)]).toEqual([params, all])
})

test('the look is recorded, behind what it shows, and without the address that was searched for', async () => {
  const { records } = await list({ actor: member.email, action: 'session.created', from: '2026-03-01' })
  expect(records.length).toBeGreaterThan(0)
  const [look] = (await list({})).records
  expect(look).toMatchObject({
    actor: staff.email,
    action: 'activity.listed',
    sentence: 'looked at the activity of the portal',
    customer: null,
  })
  expect(JSON.parse(look?.details ?? '')).toEqual({
    searched: 'yes',
    action: 'session.created',
    from: '2026-03-01',
  })
  await list({ actor: 'AQUILA' })
  expect((await list({})).records[0]?.details).toBe('{"actor":"AQUILA"}')
  const kept = await run('superuser', 'select from activity where payload like $1', [`%${member.email}%`])
  expect(kept).toEqual([])
})

test('the export has a line for each record of the filter, the newest first, and no formula', async () => {
  const text = await download({ ...untouched, action: 'session.created', after: '100' })
  const lines = text.trimEnd().split('\r\n')
  expect(lines[0]).toBe('record,time,actor,action,sentence,customer,customer id,integration id,details,hash')
  const { older } = await walk({ ...untouched, action: 'session.created' })
  expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(older)
  const [row] = await run<{ hash: string }>(
    'superuser',
    "select encode(hash, 'hex') as hash from activity where seq = 9",
  )
  const cells = ['9', '2026-03-01T00:00:00.000000Z', member.email, 'session.created', 'signed in']
  expect(lines).toContain(`${cells.join()},Northwind Bikes,${member.customerId},,,${row?.hash}`)
  expect(text).toContain(`,"'=cmd|x, ""y""",`)
  const [ofSystem] = (await download({ ...untouched, actor: 'AQUILA' })).split('\r\n').slice(1)
  expect(ofSystem).toContain(`,AQUILA,verification.finished,`)
  expect(ofSystem).toContain(`,${integrationId},"{""verdict"":""connected""}",`)
})

async function download(params: Record<string, string>): Promise<string> {
  return new Response(await exportActivity(staff, filterFrom(params), async () => true)).text()
}

test('a download is recorded first and is not part of itself, nor is what is written meanwhile', async () => {
  const stream = await exportActivity(staff, filterFrom({}), async () => true)
  const [asked] = await run<{ seq: string; payload: string }>(
    'superuser',
    'select seq, payload from activity order by seq desc limit 1',
  )
  expect(asked?.payload).toContain('"action":"activity.exported"')
  await list({})
  const lines = (await new Response(stream).text()).trimEnd().split('\r\n')
  expect(lines[1]?.split(',')[0]).toBe(String(Number(asked?.seq) - 1))
  expect(lines).toHaveLength(Number(asked?.seq))
})

test('a download of nothing has its titles, and one breaks off when its session ends', async () => {
  expect(await download({ actor: 'nobody@nowhere.example' })).toMatch(/^record,[^\n]*\r\n$/)
  expect(await download({ customer: randomUUID() })).toMatch(/^record,[^\n]*\r\n$/)
  const stream = await exportActivity(staff, filterFrom({}), async () => false)
  await expect(new Response(stream).text()).rejects.toThrow('The session has ended.')
})

test('a record with a time that is none, or of whom nobody is left, is shown', async () => {
  await runUnguarded("update activity set at = 'infinity' where seq = 1")
  await runUnguarded("update activity set at = '20260-01-01' where seq = 3")
  await runUnguarded('delete from person where id = $1', [other.personId])
  const { records } = await list({ after: '4' })
  expect(records).toMatchObject([
    { seq: '3', at: null, actor: 'A person since removed', actorId: other.personId },
    { seq: '2', at: '2026-02-28T03:00:00.000000Z', actor: staff.email },
    { seq: '1', at: null, actor: member.email },
  ])
})

test('the page says how far the chain was checked, and what is broken', async () => {
  const chain = async () => (await list({})).chain
  await runUnguarded("update activity_check set verified_at = null, verified_seq = null, seq = 0, hash = ''")
  expect(await chain()).toMatchObject({ verified: null, broken: null, reached: 0 })
  await runUnguarded("update activity_check set seq = 7, verified_at = '2026-11-20', verified_seq = 300")
  const { newest, ...checked } = await chain()
  expect(checked).toEqual({
    reached: 7,
    verified: { seq: 300, at: '2026-11-20T00:00:00.000Z' },
    isLate: true,
    broken: null,
  })
  expect(newest).toBeGreaterThan(made)
  await runUnguarded('update activity_check set seq = 0, hash = sha256($1), verified_seq = null', [
    'aquila activity',
  ])
  await checkActivity(workerDatabase())
  const { broken } = await chain()
  expect(broken?.seq).toBe(1)
  expect(Date.now() - Date.parse(broken?.at ?? '')).toBeLessThan(60_000)
})
