import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { loadMember, loadStaff, type Staff } from '#lib/auth/actor.ts'
import { addStaff } from '#lib/auth/add-staff.ts'
import { createCustomer } from '#lib/customers/create-customer.ts'
import { customerFilterFrom } from '#lib/customers/filter.ts'
import { inviteAsStaff, inviteColleague } from '#lib/customers/invite-colleague.ts'
import { findColleagues } from '#lib/customers/queries.ts'
import { resendAsStaff } from '#lib/customers/resend-invitation.ts'
import { revokeAsStaff } from '#lib/customers/revoke-invitation.ts'
import { customerInput } from '#lib/customers/schema.ts'
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
  ownerDatabase,
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
  if (typeof made === 'string') throw new Error(`Not made: ${made}`)
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

test('staff let no staff into a customer, themselves least of all', async () => {
  const { customerId } = await newMember()
  for (const { email } of [staff, await newStaff('admin')]) {
    expect(await inviteAsStaff(staff, customerId, { email, role: 'owner' })).toBe('is_staff')
    expect(await createCustomer(staff, { name: newName(), email })).toBe('is_staff')
    const past = attempt('staff', null, (client) =>
      client.query(
        "insert into invitation (id, customer_id, email, role, expires_at) values (gen_random_uuid(), $1, $2, 'owner', now() + interval '1 day')",
        [customerId, email],
      ),
    )
    await expect(past).rejects.toMatchObject({ code: '42501' })
  }
})

test('staff who are members too give themselves no other role', async () => {
  const { customerId, personId, email } = await newMember()
  await addStaff(ownerDatabase(), email, 'support')
  const both = given(await loadStaff(webDatabase(), personId))
  expect(await setRole(both, { customerId, personId, role: 'owner' })).toBe(false)
  expect((await loadMember(webDatabase(), personId))?.role).toBe('member')
})

test('of a name nothing is kept that cannot be seen', () => {
  const parsed = customerInput.safeParse({ name: ' Northwind\u0000\u200b \u202eBikes\n', email: '' })
  expect(parsed.data?.name).toBe('Northwind Bikes')
  expect(customerInput.safeParse({ name: '\u200b', email: '' }).success).toBe(false)
  expect(customerInput.safeParse({ name: 'x'.repeat(201), email: '' }).success).toBe(false)
})

test('who accepts two invitations does not wait in a circle with a verification that ends', async () => {
  const tenants = [await newMember(), await newMember()]
  const email = newEmail()
  const integrations = new Map<string, string>()
  for (const member of tenants) {
    integrations.set(member.customerId, await connectSample(member, 'user token'))
    await inviteAsStaff(staff, member.customerId, { email, role: 'member' })
  }
  const [person] = await run<{ id: string }>('web', 'select id from person where email = $1', [email])
  for (const [customerId, integrationId] of integrations) {
    const record = JSON.stringify({ action: 'sample.deleted', actor: { kind: 'system', process: 'worker' } })
    await attempt('worker', customerId, async (worker) => {
      await worker.query('update integration set account_name = $2 where id = $1', [
        integrationId,
        randomUUID(),
      ])
      const accepting = attempt('web', null, (web) =>
        web.query('select app.accept_invitations($1)', [person?.id]),
      )
      await vi.waitFor(async () => expect(await waitingForLocks()).not.toEqual([]), { interval: 20 })
      await worker.query('select app.append_activity($1, $2)', [customerId, record])
      await worker.query('rollback')
      await accepting
    })
  }
})

const waitingForLocks = () =>
  run(
    'superuser',
    "select from pg_stat_activity where datname = current_database() and usename = 'aquila_web' and wait_event_type = 'Lock'",
  )

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
    member.customerId.toUpperCase(),
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
