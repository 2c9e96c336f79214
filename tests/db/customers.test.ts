import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { loadMember, type Staff } from '#lib/auth/actor.ts'
import { createCustomer } from '#lib/customers/create-customer.ts'
import { customerFilterFrom } from '#lib/customers/filter.ts'
import { inviteAsStaff, inviteColleague } from '#lib/customers/invite-colleague.ts'
import { findColleagues } from '#lib/customers/queries.ts'
import { resendAsStaff } from '#lib/customers/resend-invitation.ts'
import { revokeAsStaff } from '#lib/customers/revoke-invitation.ts'
import { setRole } from '#lib/customers/set-role.ts'
import { listCustomers, reviewCustomer } from '#lib/customers/staff-queries.ts'
import { webDatabase } from '#lib/db.ts'
import { attempt, run } from '#tests/db/cluster.ts'
import {
  actionsOf,
  connectSample,
  given,
  newEmail,
  newMember,
  newStaff,
  workerDatabase,
} from '#tests/db/fixtures.ts'
import { findJob, takeJob } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'
import { sendInvitation } from '#worker/send-invitation.ts'

const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
afterAll(async () => {
  mailer.close()
  await mailbox.close()
})
let staff: Staff
beforeAll(async () => {
  staff = await newStaff()
})

const newName = () => `Öl Жук ${randomUUID()}`
const invitationsOf = async (id: string) => given(await reviewCustomer(staff, id)).invitations

async function newCustomer(email: string | null = null): Promise<string> {
  const made = await createCustomer(staff, { name: newName(), email })
  if (made === 'name_taken') throw new Error('The name was taken.')
  return made.customerId
}

test('staff create a customer, and its first owner is mailed and can accept', async () => {
  const email = newEmail()
  const id = await newCustomer(email)
  const [waiting] = await invitationsOf(id)
  expect(waiting).toMatchObject({ email, role: 'owner', invitedBy: null, sentAt: null, isChangeable: true })
  const { payload } = await takeJob('send_invitation', given(waiting).id)
  await sendInvitation(
    { database: workerDatabase(), mailer, origin: 'https://portal.aquila.example' },
    payload,
  )
  const [mail, ...more] = mailbox.mails().filter(({ to }) => to === email)
  expect(more).toEqual([])
  expect(mail?.subject).toBe('Your invitation to AQUILA')
  expect(mail?.text).toMatch(/^You are invited to look after/)
  expect(mail?.text.match(/https?:\S+/g)).toEqual(['https://portal.aquila.example/sign-in'])
  expect((await invitationsOf(id))[0]?.sentAt).not.toBeNull()
  const [person] = await run<{ id: string }>('web', 'select id from person where email = $1', [email])
  await run('web', 'select app.accept_invitations($1)', [person?.id])
  expect(await loadMember(webDatabase(), given(person).id)).toMatchObject({ customerId: id, role: 'owner' })
  expect((await actionsOf(id)).filter((action) => action !== 'customer.viewed')).toEqual([
    'customer.created',
    'invitation.created',
    'invitation.accepted',
  ])
})

test('a name is given once, whatever its capitals', async () => {
  const name = newName()
  expect(await createCustomer(staff, { name: name.toUpperCase(), email: null })).not.toBe('name_taken')
  expect(await createCustomer(staff, { name, email: null })).toBe('name_taken')
})

test('of two who create it at once the second waits, and finds the name taken', async () => {
  const name = newName()
  let second: unknown
  await attempt('superuser', null, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtextextended('customer.name', 0))")
    const waiting = createCustomer(staff, { name, email: null }).then((outcome) => {
      second = outcome
    })
    const isWaiting = async () =>
      (await run('superuser', "select from pg_locks where locktype = 'advisory' and not granted")).length > 0
    while (second === undefined && !(await isWaiting())) await new Promise(setImmediate)
    await client.query('insert into customer (id, name) values (gen_random_uuid(), $1)', [name])
    await client.query('commit')
    await waiting
  })
  expect(second).toBe('name_taken')
})

test('capitals do not matter to the search and the order, in any script', async () => {
  const name = newName()
  await createCustomer(staff, { name, email: null })
  const { rows } = await listCustomers(
    staff,
    customerFilterFrom({ search: name.replace('Öl Жук', 'öL жУК') }),
  )
  expect(rows.map((row) => row.name)).toEqual([name])
})

test('staff invite at any domain, once, and whom they invite may belong elsewhere', async () => {
  const elsewhere = await newMember()
  const id = await newCustomer()
  expect(await inviteAsStaff(staff, id, { email: elsewhere.email, role: 'member' })).toBe('invited')
  expect(await inviteAsStaff(staff, id, { email: elsewhere.email, role: 'owner' })).toBe('invited_already')
  expect(await inviteAsStaff(staff, randomUUID(), { email: newEmail(), role: 'member' })).toBeNull()
  const member = await newMember()
  expect(await inviteAsStaff(staff, member.customerId, { email: member.email, role: 'owner' })).toBe(
    'member_already',
  )
})

test('an invitation that a member made is sent again and withdrawn by staff, and stays in the name of the member', async () => {
  const member = await newMember()
  const email = newEmail()
  await inviteColleague(member, { email, role: 'member' })
  const { id } = given((await invitationsOf(member.customerId))[0])
  await takeJob('send_invitation', id)
  expect(await resendAsStaff(staff, id)).toBe(true)
  expect(await findJob('send_invitation', id)).not.toBeNull()
  expect((await findColleagues(member)).invitations[0]?.invitedBy).toBe(member.email)
  expect(await revokeAsStaff(staff, id)).toBe(true)
  expect(await invitationsOf(member.customerId)).toEqual([])
  for (const gone of [id, randomUUID()]) {
    expect(await resendAsStaff(staff, gone)).toBe(false)
    expect(await revokeAsStaff(staff, gone)).toBe(false)
  }
})

test('a member becomes an owner and a member again; the same twice leaves one record', async () => {
  const { customerId, personId } = await newMember()
  expect(await setRole(staff, { customerId, personId, role: 'owner' })).toBe(true)
  expect(await setRole(staff, { customerId, personId, role: 'owner' })).toBe(false)
  expect((await loadMember(webDatabase(), personId))?.role).toBe('owner')
  expect(await setRole(staff, { customerId, personId, role: 'member' })).toBe(true)
  expect((await actionsOf(customerId)).filter((action) => action === 'role.changed')).toHaveLength(2)
  const { customerId: other } = await newMember()
  expect(await setRole(staff, { customerId: other, personId, role: 'owner' })).toBe(false)
})

test('a customer is found by its name, a person and its id, with what it has', async () => {
  const member = await newMember()
  await connectSample(member, 'user token')
  await inviteColleague(member, { email: newEmail(), role: 'member' })
  const wanted = {
    id: member.customerId,
    name: member.customerName,
    people: 1,
    invited: 1,
    integrations: 1,
    failing: 0,
  }
  const [half = ''] = member.customerName.split('-').slice(1, 2)
  for (const search of [
    member.customerName.toUpperCase(),
    `customer ${half}`,
    member.email,
    member.customerId,
  ]) {
    const { rows } = await listCustomers(staff, customerFilterFrom({ search }))
    expect(rows.find(({ id }) => id === member.customerId)).toMatchObject(wanted)
  }
  for (const search of ['%', '_______', randomUUID(), "' or true --"])
    expect((await listCustomers(staff, customerFilterFrom({ search }))).rows).toEqual([])
  expect(await reviewCustomer(staff, member.customerId)).toMatchObject({
    name: member.customerName,
    integrations: 1,
    failing: 0,
    people: [{ email: member.email, role: 'member', isSelf: false, isDisabled: false }],
  })
})

test('pages go on behind the last row and back before the first, and a lost key is the end', async () => {
  const word = `many-${randomUUID()}`
  for (let index = 0; index < 60; index += 1)
    await createCustomer(staff, { name: `${word} ${String(index).padStart(2, '0')}`, email: null })
  const page = (params: Record<string, string>) =>
    listCustomers(staff, customerFilterFrom({ search: word, ...params }))
  const first = await page({})
  expect(first.rows).toHaveLength(50)
  expect(first).toMatchObject({ hasEarlier: false, hasLater: true })
  const second = await page({ after: given(first.rows.at(-1)).id })
  expect(second.rows.map(({ name }) => name.slice(-2))).toEqual(
    Array.from({ length: 10 }, (_, at) => String(50 + at)),
  )
  expect(second).toMatchObject({ hasEarlier: true, hasLater: false })
  expect((await page({ before: given(second.rows[0]).id })).rows).toEqual(first.rows)
  expect((await page({ after: randomUUID() })).rows).toEqual([])
})

test.each(['nothing', randomUUID()])('an unknown customer is not found: %s', async (id) => {
  expect(await reviewCustomer(staff, id)).toBeNull()
})

test('a look at the list and at a customer is recorded, and what was searched for is not', async () => {
  const someone = await newStaff()
  const member = await newMember()
  await listCustomers(someone, customerFilterFrom({ search: member.email }))
  await reviewCustomer(someone, member.customerId)
  const rows = await run<{ action: string; payload: string }>(
    'superuser',
    'select action, payload from activity where actor_id = $1 order by seq',
    [someone.personId],
  )
  expect(rows.map(({ action }) => action)).toEqual(['customers.listed', 'customer.viewed'])
  expect(rows[0]?.payload).toContain('"searched":"yes"')
  expect(JSON.stringify(rows)).not.toContain(member.email)
})
