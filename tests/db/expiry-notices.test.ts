import { afterAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { run, runUnguarded, takeOwnDatabase } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, sample } from '#tests/db/fixtures.ts'
import { askAndSend, noticesOf, portal, sendWaiting } from '#tests/db/notice-tools.ts'
import { runVerification, workerTools } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'
import { warnOfExpiry } from '#worker/warn-of-expiry.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
const tools = await workerTools(simulator.url)
afterAll(async () => {
  mailer.close()
  await Promise.all([simulator.close(), mailbox.close()])
})

/** A customer whose token has this long to live. */
async function expiring(days = 3.5): Promise<Tenant> {
  const tenant = await newTenant(simulator.url, 'expiring in 3 days')
  await run('superuser', 'delete from notice where integration_id = $1', [tenant.integrationId])
  if (days !== 3.5) await letPass(tenant, 3.5 - days)
  return tenant
}

/** The clock goes on: everything that is to come comes nearer. */
const letPass = ({ integrationId }: Tenant, days: number) =>
  run(
    'superuser',
    `update credential set expires_on = expires_on - $2 * interval '1 day', warn_at = warn_at - $2 * interval '1 day'
     where integration_id = $1`,
    [integrationId, days],
  )

/** A minute's sweep, and the mails that come of it. */
async function sweep({ integrationId }: Tenant): Promise<string[]> {
  await warnOfExpiry(tools.database)
  await sendWaiting(mailer, integrationId)
  return (await noticesOf(integrationId)).map(({ kind, sent_at }) => `${kind}${sent_at ? ', sent' : ''}`)
}
const mailsTo = ({ member }: Tenant) => mailbox.mails().filter(({ to }) => to === member.email)

test('members are warned thirty, seven days and one day before, once each', async () => {
  const tenant = await expiring(31)
  const story: [number, string[]][] = [
    [0.5, []],
    [0.6, ['expires_in_30_days, sent']],
    [10, ['expires_in_30_days, sent']],
    [13, ['expires_in_30_days, sent', 'expires_in_7_days, sent']],
    [6.5, ['expires_in_30_days, sent', 'expires_in_7_days, sent', 'expires_in_1_day, sent']],
    [0.5, ['expires_in_30_days, sent', 'expires_in_7_days, sent', 'expires_in_1_day, sent']],
  ]
  for (const [days, kinds] of story) {
    await letPass(tenant, days)
    expect(await sweep(tenant)).toEqual(kinds)
  }
  expect(mailsTo(tenant)).toHaveLength(3)
  // It has expired, and nothing is due any more.
  expect(await warnOfExpiry(tools.database)).toBe(0)
})

test('a token that came with three days left is warned about once, by the day and to each member', async () => {
  const tenant = await expiring()
  const colleague = await newMember(tenant.member.customerName)
  expect(await sweep(tenant)).toEqual(['expires_in_7_days, sent'])
  const [mail, ...more] = mailsTo(tenant)
  expect(more).toEqual([])
  const [row] = await run<{ day: string; time: string }>(
    'superuser',
    `select to_char(expires_on at time zone 'utc', 'FMDD FMMonth YYYY') as day,
            to_char(expires_on at time zone 'utc', 'HH24:MI') as time
     from credential where integration_id = $1`,
    [tenant.integrationId],
  )
  const { day, time } = given(row)
  const { subject, text } = given(mail)
  expect(subject).toBe(`The Cloudflare token for Northwind Bikes expires on ${day}`)
  expect(text.replaceAll('\n', ' ')).toContain(`expires on ${day} at ${time} UTC, in `)
  expect(text).toContain('Token cfut_…')
  expect(text).toContain(`${portal}/integrations/${tenant.integrationId}/replace\n`)
  expect(mailbox.mails().filter(({ to }) => to === colleague.email)).toHaveLength(1)
  const [newest] = await findActivity(tenant.member, tenant.integrationId)
  expect(newest?.sentence).toBe(`mailed 2 people: the token expires on ${day}`)
})

test('verifying again does not warn again; another date, and another token, do', async () => {
  const tenant = await expiring()
  await sweep(tenant)
  await askAndSend(tools, mailer, tenant)
  expect(await sweep(tenant)).toEqual(['expires_in_7_days, sent'])
  simulator.change('expiring in 3 days', { expiresInDays: 5.5 })
  await askAndSend(tools, mailer, tenant)
  expect(await sweep(tenant)).toEqual(Array(2).fill('expires_in_7_days, sent'))
  simulator.change('expiring in 3 days', {})
  await replace(tenant.member, tenant.integrationId, sample('expiring in 3 days').credential)
  expect(await sweep(tenant)).toEqual(Array(2).fill('expires_in_7_days, sent'))
  await runVerification(tools, tenant.integrationId)
  expect(await sweep(tenant)).toEqual(Array(3).fill('expires_in_7_days, sent'))
  expect(mailsTo(tenant)).toHaveLength(3)
})

test('warnings that begin anew for the same date warn nobody twice', async () => {
  const tenant = await expiring()
  await sweep(tenant)
  const [before] = await run<{ expires_on: Date }>(
    'superuser',
    'select expires_on from credential where integration_id = $1',
    [tenant.integrationId],
  )
  await run('superuser', 'update credential set expires_on = $2, warn_at = now() where integration_id = $1', [
    tenant.integrationId,
    given(before).expires_on,
  ])
  expect(await sweep(tenant)).toEqual(['expires_in_7_days, sent'])
  // What was dealt with is due no longer, whatever its date looked like.
  expect(await warnOfExpiry(tools.database)).toBe(0)
})

test('a warning that is true no more when its turn comes is not sent: replaced, disconnected, nearer by now', async () => {
  const [replaced, renewed, ended, nearer] = [
    await expiring(),
    await expiring(),
    await expiring(),
    await expiring(),
  ]
  await warnOfExpiry(tools.database)
  await replace(replaced.member, replaced.integrationId, sample('user token').credential)
  await replace(renewed.member, renewed.integrationId, sample('expiring in 3 days').credential)
  await runVerification(tools, renewed.integrationId)
  await disconnect(ended.member, ended.integrationId)
  // As if it had waited since weeks ago.
  await run('superuser', "update notice set kind = 'expires_in_30_days' where integration_id = $1", [
    nearer.integrationId,
  ])
  for (const tenant of [replaced, renewed, ended, nearer]) {
    await sendWaiting(mailer, tenant.integrationId)
    expect(mailsTo(tenant)).toEqual([])
  }
  expect(await sweep(renewed)).toEqual(['expires_in_7_days', 'expires_in_7_days, sent'])
  expect(await sweep(replaced)).toEqual(['expires_in_7_days'])
})

test('with a token that does not work the expiry is not the news, until it works again', async () => {
  const tenant = await expiring()
  await run('superuser', "update integration set state = 'needs_attention' where id = $1", [
    tenant.integrationId,
  ])
  expect(await sweep(tenant)).toEqual([])
  await run('superuser', "update integration set state = 'connected' where id = $1", [tenant.integrationId])
  expect(await sweep(tenant)).toEqual([])
  await letPass(tenant, 1.1 / 24)
  expect(await sweep(tenant)).toEqual(['expires_in_7_days, sent'])
})

test('two sweeps at once write one notice', async () => {
  const tenant = await expiring()
  await Promise.all(Array.from({ length: 4 }, () => warnOfExpiry(tools.database)))
  expect(await noticesOf(tenant.integrationId)).toHaveLength(1)
})

test('what is due is found without passing by what was destroyed, a batch at a time', async () => {
  const { customerId, integrationId } = await expiring()
  await warnOfExpiry(tools.database)
  await runUnguarded(
    `insert into credential (id, customer_id, integration_id, version, kind, mask, account_id, kek_id, warn_at, destroyed_at)
     select gen_random_uuid(), $1, $2, 100 + n, 'api_token', '', repeat('0', 32), gen_random_uuid(), now(), now()
     from generate_series(1, 20000) n`,
    [customerId, integrationId],
  )
  await run('superuser', 'vacuum analyze credential')
  const plan = await run<{ 'QUERY PLAN': string }>(
    'superuser',
    `explain (analyze, buffers) select customer_id, id from credential
     where warn_at <= now() and destroyed_at is null order by warn_at limit 1000`,
  )
  const text = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(text).toContain('using credential_warn_at')
  expect(text).not.toContain('Rows Removed by Filter')
  for (let count = 0; count < 2; count++) await expiring()
  expect(await run('worker', 'select * from app.credentials_to_warn(9)')).toHaveLength(2)
  expect(await run('worker', 'select * from app.credentials_to_warn(1)')).toHaveLength(1)
})
