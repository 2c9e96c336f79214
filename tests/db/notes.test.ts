import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { findNotes, selectNotes } from '#lib/notes/queries.ts'
import { noteInput } from '#lib/notes/schema.ts'
import { writeNote } from '#lib/notes/write-note.ts'
import { attempt, run } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, newStaff, workerDatabase } from '#tests/db/fixtures.ts'
import { findJob, takeJob } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'
import { sendNote } from '#worker/send-note.ts'

const simulator = await startSimulator()
const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
const nobody = openMailer({ url: 'smtp://127.0.0.1:1', from: 'AQUILA <portal@aquila.example>' })
const origin = 'https://portal.aquila.example'
afterAll(async () => {
  for (const one of [mailer, nobody]) one.close()
  await Promise.all([simulator.close(), mailbox.close()])
})
let staff: Staff
let tenant: Tenant
beforeAll(async () => {
  staff = await newStaff()
  tenant = await newTenant(simulator.url)
})

const allOf = ({ customerId, integrationId }: Tenant) =>
  staffDatabase().transaction((tx) => selectNotes(tx, { customerId, integrationId }, 'all'))
const send = (id: string, by = mailer, isLastTry = false) =>
  sendNote(
    { database: workerDatabase(), mailer: by, origin },
    { customerId: tenant.customerId, id },
    { isLastTry },
  )

test('an internal note is read by staff, and nowhere by the customer', async () => {
  const text = `internal ${randomUUID()}`
  expect(await writeNote(staff, tenant.integrationId, { kind: 'internal', step: 'integration', text })).toBe(
    true,
  )
  expect((await allOf(tenant))[0]).toMatchObject({
    author: staff.email,
    text,
    isForCustomer: false,
    step: null,
  })
  expect(JSON.stringify(await findNotes(tenant.member, tenant.integrationId))).not.toContain(text)
  for (const role of ['web', 'worker'] as const) {
    const seen = await attempt(role, tenant.customerId, (client) =>
      client.query('select from note where text = $1', [text]),
    )
    expect(seen.rowCount).toBe(0)
  }
  const [said] = await findActivity(tenant.member, tenant.integrationId)
  expect(said?.sentence).toBe('wrote an internal note')
})

test('a note to the customer stands on its page, without a mail unless one was wanted', async () => {
  const text = `on the page ${randomUUID()}`
  await writeNote(staff, tenant.integrationId, { kind: 'page', step: 'replace', text })
  const [note] = await findNotes(tenant.member, tenant.integrationId)
  expect(note).toMatchObject({ text, author: staff.email, step: null, mailedAt: null })
  expect(await findJob('send_note', given(note).id)).toBeNull()
  const stranger = await newMember()
  expect(await findNotes(stranger, tenant.integrationId)).toEqual([])
})

test('a mailed note reaches every active member once, with the link to the step', async () => {
  const colleague = await newMember(tenant.member.customerName)
  const gone = await newMember(tenant.member.customerName)
  await run('superuser', 'update person set disabled_at = now() where id = $1', [gone.personId])
  const text = 'Please enter a token that can read the audit logs.\n\nThe present one cannot.'
  await writeNote(staff, tenant.integrationId, { kind: 'mail', step: 'replace', text })
  const { id } = given((await findNotes(tenant.member, tenant.integrationId))[0])
  await takeJob('send_note', id)
  await expect(send(id, nobody)).rejects.toThrow()
  await send(id)
  await send(id)
  const mails = mailbox.mails().filter(({ subject }) => subject.startsWith('AQUILA support about'))
  expect(mails.map(({ to }) => to).toSorted()).toEqual([tenant.member.email, colleague.email].toSorted())
  expect(mails[0]?.text).toContain(text)
  expect(mails[0]?.text).toContain(staff.email)
  expect(mails[0]?.text.match(/https?:\S+/g)).toEqual([
    `${origin}/integrations/${tenant.integrationId}/replace`,
  ])
  expect((await findNotes(tenant.member, tenant.integrationId))[0]?.mailedAt).not.toBeNull()
  const [said] = await findActivity(tenant.member, tenant.integrationId)
  expect(said?.sentence).toBe('mailed a message of support to 2 people')
})

test('what is hidden in a text does not reach the page', async () => {
  await writeNote(staff, tenant.integrationId, {
    kind: 'page',
    step: 'integration',
    text: 'a\u202eb\u0000c\r\nd',
  })
  expect((await findNotes(tenant.member, tenant.integrationId))[0]?.text).toBe('abc\nd')
})

test('of an unknown integration nothing is kept', async () => {
  const note = { kind: 'internal', step: 'integration', text: 'x' } as const
  expect(await writeNote(staff, randomUUID(), note)).toBe(false)
})

test.each([
  ['', 'Write something first.'],
  ['\u200b\u0000 \u2060', 'Write something first.'],
  ['x'.repeat(4001), 'At most 4000 characters. Say it shorter.'],
  [
    'the token is cfut_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdef01 please',
    'This looks like it holds a credential, and a note is kept and mailed. Say it without; nothing was stored.',
  ],
])('%.20j is refused', (text, message) => {
  const parsed = noteInput.safeParse({ id: randomUUID(), kind: 'page', text })
  expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message])
})

test('line ends as a browser sends them count once', () => {
  const text = 'a\r\n'.repeat(2000)
  expect(noteInput.safeParse({ id: randomUUID(), kind: 'page', text }).data?.text).toHaveLength(3999)
})

test.each([
  "insert into note (id, customer_id, integration_id, author_id, audience, text) values (gen_random_uuid(), $1, $2, $2, 'customer', 'x')",
  "update note set text = 'x' where customer_id = $1 and integration_id = $2",
  'delete from note where customer_id = $1 and integration_id = $2',
])('web writes no note: %.12s', async (sql) => {
  const values = [tenant.customerId, tenant.integrationId]
  await expect(
    attempt('web', tenant.customerId, (client) => client.query(sql, values)),
  ).rejects.toMatchObject({
    code: '42501',
  })
})
