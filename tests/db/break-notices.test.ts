import { afterAll, afterEach, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, sample } from '#tests/db/fixtures.ts'
import { askAndSend, nextDay, noticesOf, portal, sendWaiting } from '#tests/db/notice-tools.ts'
import { findJob, runVerification, workerTools } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'
import { sendNotice } from '#worker/send-notice.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
const nobody = openMailer({ url: 'smtp://127.0.0.1:1', from: 'AQUILA <portal@aquila.example>' })
const tools = await workerTools(simulator.url)
afterEach(() => {
  simulator.reset()
  simulator.setDown(false)
})
afterAll(async () => {
  for (const one of [mailer, nobody]) one.close()
  await Promise.all([simulator.close(), mailbox.close()])
})

/** A customer with a working connection, and no notices but those that the test brings about. */
async function connected(sampleName = 'user token'): Promise<Tenant> {
  const tenant = await newTenant(simulator.url, sampleName)
  await run('superuser', 'delete from notice where integration_id = $1', [tenant.integrationId])
  return tenant
}

const breakIt = () => simulator.change('user token', { quirk: 'unknown' })
const mendIt = () => simulator.reset()
const mailsTo = (...people: { email: string }[]) =>
  mailbox
    .mails()
    .filter(({ to }) => people.some(({ email }) => email === to))
    .map(({ to, subject }) => `${to}: ${subject}`)
const brokenSubject = 'AQUILA can no longer read Northwind Bikes at Cloudflare'
const mendedSubject = 'AQUILA reads Northwind Bikes at Cloudflare again'
const kindsOf = async ({ integrationId }: Tenant) =>
  (await noticesOf(integrationId)).map(({ kind, sent_at }) => `${kind}${sent_at ? ', sent' : ''}`)

test('a connection that breaks is told to every member once, in a mail of their own, with what is wrong and where to mend it', async () => {
  const tenant = await connected()
  const colleague = await newMember(tenant.member.customerName)
  const stranger = await newMember()
  breakIt()
  await nextDay(tools, mailer, tenant)
  expect(mailsTo(tenant.member, colleague, stranger).toSorted()).toEqual(
    [tenant.member, colleague].map(({ email }) => `${email}: ${brokenSubject}`).toSorted(),
  )
  const mail = given(mailbox.mails().find(({ to }) => to === colleague.email))
  expect(mail.text).toContain(`Account ID ${sample('user token').accountId}`)
  expect(mail.text.replaceAll('\n', ' ')).toContain('What is wrong: Cloudflare does not know this token')
  expect(mail.text).toContain('Cloudflare says: “Invalid API Token”')
  expect(mail.text).toContain('What to do: Look for the token')
  expect(mail.text).toContain(`${portal}/integrations/${tenant.integrationId}\n`)
  expect(mail.text.replaceAll('\n', ' ')).toContain(`All 2 people of ${tenant.member.customerName}`)
  expect(mail.text).not.toContain(tenant.member.email)
  expect(await kindsOf(tenant)).toEqual(['needs_attention, sent'])
  const [newest] = await findActivity(tenant.member, tenant.integrationId)
  expect(newest).toMatchObject({
    actor: 'AQUILA',
    sentence: 'mailed 2 people: the account cannot be read any more',
  })
})

test('while it stays broken nobody is told again, whoever asks; mended and broken once more, everybody is', async () => {
  const tenant = await connected()
  const told = () => mailsTo(tenant.member).map((mail) => mail.slice(tenant.member.email.length + 2))
  breakIt()
  await nextDay(tools, mailer, tenant)
  await nextDay(tools, mailer, tenant)
  await askAndSend(tools, mailer, tenant)
  expect(told()).toEqual([brokenSubject])
  mendIt()
  await nextDay(tools, mailer, tenant)
  expect(told()).toEqual([brokenSubject, mendedSubject])
  await nextDay(tools, mailer, tenant)
  breakIt()
  await nextDay(tools, mailer, tenant)
  await nextDay(tools, mailer, tenant)
  expect(told()).toEqual([brokenSubject, mendedSubject, brokenSubject])
  expect(await kindsOf(tenant)).toEqual([
    'needs_attention, sent',
    'works_again, sent',
    'needs_attention, sent',
  ])
})

test('that it could not be told is no break, and does not make a later one a second break', async () => {
  const tenant = await connected()
  simulator.setDown(true)
  await nextDay(tools, mailer, tenant)
  await askAndSend(tools, mailer, tenant)
  expect(await kindsOf(tenant)).toEqual([])
  simulator.setDown(false)
  breakIt()
  await askAndSend(tools, mailer, tenant)
  simulator.setDown(true)
  await askAndSend(tools, mailer, tenant)
  simulator.setDown(false)
  await askAndSend(tools, mailer, tenant)
  expect(mailsTo(tenant.member)).toEqual([`${tenant.member.email}: ${brokenSubject}`])
})

test('one that never worked is no break, however often it is asked', async () => {
  const tenant = await connected('disabled')
  await nextDay(tools, mailer, tenant)
  await askAndSend(tools, mailer, tenant)
  expect(await kindsOf(tenant)).toEqual([])
})

test('what a member has just replaced by something wrong is told a day later, if it is wrong still', async () => {
  const tenant = await connected()
  await replace(tenant.member, tenant.integrationId, sample('disabled').credential)
  await runVerification(tools, tenant.integrationId)
  expect(await kindsOf(tenant)).toEqual([])
  await nextDay(tools, mailer, tenant)
  expect(mailsTo(tenant.member)).toHaveLength(1)
  const mail = given(mailbox.mails().find(({ to }) => to === tenant.member.email))
  expect(mail.text).toContain('Cloudflare knows this token, but it is disabled.')
})

test('a connection that gets gaps works: nobody is told', async () => {
  const tenant = await connected()
  await replace(tenant.member, tenant.integrationId, sample('no Zone Settings').credential)
  await runVerification(tools, tenant.integrationId)
  await nextDay(tools, mailer, tenant)
  expect(await kindsOf(tenant)).toEqual([])
})

test('a person whose access was taken away, and one who left, get none', async () => {
  const tenant = await connected()
  const [disabled, left] = [
    await newMember(tenant.member.customerName),
    await newMember(tenant.member.customerName),
  ]
  await run('superuser', 'update person set disabled_at = now() where id = $1', [disabled.personId])
  await run('superuser', 'delete from membership where person_id = $1', [left.personId])
  breakIt()
  await nextDay(tools, mailer, tenant)
  expect(mailsTo(tenant.member, disabled, left)).toEqual([`${tenant.member.email}: ${brokenSubject}`])
})

test('what is over when the mail server comes back is not told any more: mended, or disconnected', async () => {
  const [mended, ended] = [await connected(), await connected()]
  breakIt()
  for (const tenant of [mended, ended]) await expect(nextDay(tools, nobody, tenant)).rejects.toThrow()
  await disconnect(ended.member, ended.integrationId)
  mendIt()
  await verifyAgain(mended.member, mended.integrationId)
  await runVerification(tools, mended.integrationId)
  for (const tenant of [mended, ended]) {
    await sendWaiting(mailer, tenant.integrationId)
    expect(mailsTo(tenant.member)).toEqual([])
    // Of a break that nobody heard of nobody is told that it is over.
    expect(await kindsOf(tenant)).toEqual(['needs_attention'])
  }
})

test('without a mail server the notice waits on the queue, and everybody gets it exactly once when there is one', async () => {
  const tenant = await connected()
  const colleague = await newMember(tenant.member.customerName)
  breakIt()
  await expect(nextDay(tools, nobody, tenant)).rejects.toThrow(/ECONNREFUSED/)
  await expect(sendWaiting(nobody, tenant.integrationId)).rejects.toThrow(/ECONNREFUSED/)
  const [notice] = await noticesOf(tenant.integrationId)
  expect(notice).toMatchObject({ sent_at: null, reached: [] })
  await sendWaiting(mailer, tenant.integrationId)
  await sendWaiting(mailer, tenant.integrationId)
  expect(mailsTo(tenant.member, colleague)).toHaveLength(2)
  expect(new Set(mailsTo(tenant.member, colleague)).size).toBe(2)
  expect(await findJob('send_notice', given(notice).id)).toBeNull()
})

test('a mail server that fails in the middle is asked again for the others only', async () => {
  const tenant = await connected()
  const colleague = await newMember(tenant.member.customerName)
  let sent = 0
  const breaking = {
    ...mailer,
    send: (mail: Parameters<typeof mailer.send>[0]) => (++sent === 2 ? nobody.send(mail) : mailer.send(mail)),
  }
  breakIt()
  await expect(nextDay(tools, breaking, tenant)).rejects.toThrow(/ECONNREFUSED/)
  expect(mailsTo(tenant.member, colleague)).toHaveLength(1)
  expect(await kindsOf(tenant)).toEqual(['needs_attention'])
  await sendWaiting(mailer, tenant.integrationId)
  expect(mailsTo(tenant.member, colleague)).toHaveLength(2)
  expect(new Set(mailsTo(tenant.member, colleague)).size).toBe(2)
  expect(await kindsOf(tenant)).toEqual(['needs_attention, sent'])
})

test('an address that the mail server will never take keeps nobody else from being told', async () => {
  const tenant = await connected()
  const gone = await newMember(tenant.member.customerName)
  const other = await newMember(tenant.member.customerName)
  mailbox.refuse(gone.email)
  breakIt()
  await nextDay(tools, mailer, tenant)
  expect(mailsTo(tenant.member, gone, other)).toHaveLength(2)
  const [notice] = await noticesOf(tenant.integrationId)
  expect(notice?.sent_at).not.toBeNull()
  expect(notice?.reached.toSorted()).toEqual([tenant.member.personId, other.personId].toSorted())
  const [newest] = await findActivity(tenant.member, tenant.integrationId)
  expect(newest?.sentence).toContain('mailed 2 people')
})

test('after the last try the trail says how many have it, and the job is given up', async () => {
  const tenant = await connected()
  await newMember(tenant.member.customerName)
  let sent = 0
  const breaking = {
    ...mailer,
    send: (mail: Parameters<typeof mailer.send>[0]) => (++sent > 1 ? nobody.send(mail) : mailer.send(mail)),
  }
  breakIt()
  await expect(nextDay(tools, breaking, tenant)).rejects.toThrow(/ECONNREFUSED/)
  await expect(sendWaiting(breaking, tenant.integrationId, true)).rejects.toThrow(/ECONNREFUSED/)
  expect(await kindsOf(tenant)).toEqual(['needs_attention, sent'])
  const [newest] = await findActivity(tenant.member, tenant.integrationId)
  expect(newest?.sentence).toContain('mailed 1 person:')
})

test('a notice of another customer is not sent by a job that names the wrong one', async () => {
  const [tenant, other] = [await connected(), await connected()]
  breakIt()
  await expect(nextDay(tools, nobody, tenant)).rejects.toThrow()
  const [notice] = await noticesOf(tenant.integrationId)
  const job = { customerId: other.customerId, id: given(notice).id }
  await sendNotice({ database: tools.database, mailer, origin: portal }, job, { isLastTry: false })
  expect(mailsTo(tenant.member, other.member)).toEqual([])
})
