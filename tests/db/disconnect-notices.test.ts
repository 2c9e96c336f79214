import { afterAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { disconnectAsStaff } from '#lib/integrations/disconnect-as-staff.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { staffDisconnectInput } from '#lib/step-up/schema.ts'
import { run } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, newStaff, sample } from '#tests/db/fixtures.ts'
import { noticesOf, portal, sendWaiting } from '#tests/db/notice-tools.ts'
import { stepUpFor } from '#tests/db/step-up-tools.ts'
import { findJob } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'

const simulator = await startSimulator()
const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
const nobody = openMailer({ url: 'smtp://127.0.0.1:1', from: 'AQUILA <portal@aquila.example>' })
afterAll(async () => {
  for (const one of [mailer, nobody]) one.close()
  await Promise.all([simulator.close(), mailbox.close()])
})

const reason = 'The contract has ended on 30 November.'
const mailsTo = ({ email }: { email: string }) => mailbox.mails().filter(({ to }) => to === email)

/** A customer with a connected account and no notices. */
async function connected(sampleName = 'user token'): Promise<Tenant> {
  const tenant = await newTenant(simulator.url, sampleName)
  await run('superuser', 'delete from notice where integration_id = $1', [tenant.integrationId])
  return tenant
}

async function disconnectedByStaff({ integrationId }: Tenant, why = reason) {
  const staff = await newStaff()
  const given = { ...(await stepUpFor(staff, integrationId)), reason: why }
  expect(await disconnectAsStaff(staff, integrationId, given)).toBe('done')
  return staff
}

test('what staff disconnect is told to every active member once, with the reason and what is left to do', async () => {
  const tenant = await connected()
  const colleague = await newMember(tenant.member.customerName)
  const gone = await newMember(tenant.member.customerName)
  await run('superuser', 'update person set disabled_at = now() where id = $1', [gone.personId])
  const stranger = await newMember()
  const staff = await disconnectedByStaff(tenant, `${reason}\n\nIt was\u202e agreed.`)
  await expect(sendWaiting(nobody, tenant.integrationId)).rejects.toThrow()
  await sendWaiting(mailer, tenant.integrationId)
  await sendWaiting(mailer, tenant.integrationId)

  const told = [tenant.member, colleague, gone, stranger].map((person) => mailsTo(person).length)
  expect(told).toEqual([1, 1, 0, 0])
  const mail = given(mailsTo(colleague)[0])
  expect(mail.subject).toBe('AQUILA’s staff disconnected Northwind Bikes from AQUILA')
  const text = mail.text.replaceAll(/\s+/g, ' ')
  const [row] = await run<{ at: string; mask: string }>(
    'superuser',
    `select to_char(disconnected_at at time zone 'utc', 'FMDD FMMonth YYYY "at" HH24:MI "UTC"') as at, mask
     from integration i join credential k on k.integration_id = i.id where i.id = $1`,
    [tenant.integrationId],
  )
  expect(text).toContain(`from AQUILA on ${row?.at}:`)
  expect(text).toContain(`Account ID ${sample('user token').accountId} Token ${row?.mask} `)
  expect(text).toContain(`The reason they gave: “${reason} It was agreed.”`)
  expect(text).toContain('AQUILA destroyed the stored credential')
  expect(text).toContain('The token itself still exists at Cloudflare.')
  expect(text).toContain(`All 2 people of ${tenant.member.customerName}`)
  expect(mail.text.match(/https?:\S+/g)).toEqual([
    `${portal}/integrations/new`,
    `${portal}/integrations/${tenant.integrationId}`,
  ])
  expect(mail.text).not.toContain(tenant.member.email)

  expect(await noticesOf(tenant.integrationId)).toMatchObject([
    { kind: 'disconnected_by_staff', sent_at: expect.any(Date) },
  ])
  const said = (await findActivity(tenant.member, tenant.integrationId)).slice(0, 2)
  expect(said.map(({ actor, sentence }) => `${actor} ${sentence}`)).toEqual([
    'AQUILA mailed 2 people: AQUILA’s staff disconnected the account',
    `AQUILA support (${staff.email}) disconnected the account; the sealed credential was destroyed. The reason: “${reason} It was agreed.”`,
  ])
})

test('of a Global API Key the mail says that it still works', async () => {
  const tenant = await connected('global key')
  await disconnectedByStaff(tenant)
  await sendWaiting(mailer, tenant.integrationId)
  expect(mailsTo(tenant.member)[0]?.text).toContain('The Global API Key itself still works')
})

test('with a wrong code nobody is told, now or later', async () => {
  const tenant = await connected()
  const staff = await newStaff()
  const { code, sessionHash } = await stepUpFor(staff, tenant.integrationId)
  const wrong = { code: 'ABCD-2345', sessionHash, reason }
  expect(await disconnectAsStaff(staff, tenant.integrationId, wrong)).toBe('refused')
  expect(await noticesOf(tenant.integrationId)).toEqual([])
  const right = { code, sessionHash, reason }
  expect(await disconnectAsStaff(staff, tenant.integrationId, right)).toBe('done')
  expect(await disconnectAsStaff(staff, tenant.integrationId, right)).toBe('refused')
  expect(await noticesOf(tenant.integrationId)).toHaveLength(1)
})

test('a break that was not told before is no news any more', async () => {
  const tenant = await connected()
  const [late] = await run<{ id: string }>(
    'superuser',
    `insert into notice (id, customer_id, integration_id, kind, about)
     select gen_random_uuid(), customer_id, integration_id, 'needs_attention', id from verification
     where integration_id = $1 limit 1 returning id`,
    [tenant.integrationId],
  )
  await run('worker', "select jobs.enqueue('send_notice', $1, $2)", [tenant.customerId, given(late).id])
  await disconnectedByStaff(tenant)
  await sendWaiting(mailer, tenant.integrationId)
  expect(mailsTo(tenant.member).map(({ subject }) => subject)).toEqual([
    'AQUILA’s staff disconnected Northwind Bikes from AQUILA',
  ])
  expect(await findJob('send_notice', given(late).id)).toBeNull()
})

test.each([
  ['', 'Say why; the customer’s members are told.'],
  ['\u200b\u0000 \u2060', 'Say why; the customer’s members are told.'],
  ['x'.repeat(501), 'At most 500 characters. Say it shorter.'],
  [
    'They sent us cfut_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdef01.',
    'This looks like it holds a credential, and the reason is kept and mailed. Say it without; nothing was disconnected.',
  ],
])('as a reason %.20j is refused', (text, message) => {
  const form = { id: crypto.randomUUID(), code: 'BCDF-2345', reason: text }
  const parsed = staffDisconnectInput.safeParse(form)
  expect(parsed.error?.issues.map((issue) => [issue.path[0], issue.message])).toEqual([['reason', message]])
})
