import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { filterFrom } from '#lib/activity/filter.ts'
import { listActivity } from '#lib/activity/list.ts'
import { loadMember, loadStaff } from '#lib/auth/actor.ts'
import { sessionStore } from '#lib/auth/session-store.ts'
import { newToken } from '#lib/auth/tokens.ts'
import { inviteAsStaff } from '#lib/customers/invite-colleague.ts'
import { webDatabase } from '#lib/db.ts'
import { setAccess } from '#lib/people/set-access.ts'
import { giveStaffRole, listStaff, takeStaffRole } from '#lib/people/staff-roles.ts'
import { attempt, run } from '#tests/db/cluster.ts'
import {
  actionsOf,
  given,
  newEmail,
  newMember,
  newStaff,
  sideBySide,
  workerDatabase,
} from '#tests/db/fixtures.ts'
import { findJob, takeJob } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'
import { sendStaffRole } from '#worker/send-staff-role.ts'

const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
afterAll(async () => {
  mailer.close()
  await mailbox.close()
})

const store = sessionStore(webDatabase())
async function signedIn(userId: string): Promise<string> {
  const sessionToken = newToken()
  await store.createSession({ sessionToken, userId, expires: new Date(Date.now() + 3_600_000) })
  return sessionToken
}
const idOf = async (email: string) =>
  (await run<{ id: string }>('superuser', 'select id from person where email = $1', [email]))[0]?.id

test('whose access is taken is signed out everywhere at once, and stays out until it is given back', async () => {
  const staff = await newStaff()
  const { personId, customerId } = await newMember()
  const tokens = [await signedIn(personId), await signedIn(personId)]
  expect(await setAccess(staff, { personId, access: 'taken' })).toBe(true)
  for (const token of tokens) expect(await store.getSessionAndUser(token)).toBeNull()
  expect(await run('superuser', 'select from session where person_id = $1', [personId])).toEqual([])
  expect(await loadMember(webDatabase(), personId)).toBeNull()
  expect(await setAccess(staff, { personId, access: 'taken' })).toBe(false)
  expect(await setAccess(staff, { personId, access: 'given' })).toBe(true)
  expect(await loadMember(webDatabase(), personId)).not.toBeNull()
  expect((await actionsOf(customerId)).slice(-2)).toEqual(['person.disabled', 'person.enabled'])
})

test('of staff only an admin decides, and nobody for themselves', async () => {
  const [support, other, admin] = [await newStaff(), await newStaff(), await newStaff('admin')]
  const taken = { personId: other.personId, access: 'taken' } as const
  expect(await setAccess(support, taken)).toBe(false)
  expect(await setAccess(admin, { ...taken, personId: admin.personId })).toBe(false)
  expect(await setAccess(admin, { ...taken, personId: randomUUID() })).toBe(false)
  expect(await loadStaff(webDatabase(), other.personId)).not.toBeNull()
  expect(await setAccess(admin, taken)).toBe(true)
  expect(await loadStaff(webDatabase(), other.personId)).toBeNull()
  // Who has no access themselves takes none.
  expect(await setAccess(other, { personId: (await newMember()).personId, access: 'taken' })).toBe(false)
})

test('an admin gives a role, which is mailed, changes it and takes it with the sessions', async () => {
  const admin = await newStaff('admin')
  const member = await newMember()
  expect(await giveStaffRole(admin, { email: member.email, role: 'support' })).toBe(false)
  expect(await loadStaff(webDatabase(), member.personId)).toBeNull()
  const invited = newEmail()
  await inviteAsStaff(admin, member.customerId, { email: invited, role: 'member' })
  expect(await giveStaffRole(admin, { email: invited, role: 'support' })).toBe(false)
  const email = `new-${randomUUID()}@aquila.example`
  expect(await giveStaffRole(admin, { email, role: 'support' })).toBe(true)
  const told = await listActivity(admin, filterFrom({ action: 'staff.added', actor: admin.email }))
  expect(told.records[0]).toMatchObject({ sentence: 'gave a person the role support', about: email })
  const personId = given(await idOf(email))
  const { payload } = await takeJob('send_staff_role', personId)
  const tools = { database: workerDatabase(), mailer, origin: 'https://portal.aquila.example' }
  await sendStaffRole(tools, payload)
  const [mail] = mailbox.mails().filter(({ to }) => to === email)
  expect(mail?.subject).toBe('Your access to the staff console of AQUILA')
  expect(mail?.text).toContain('You have the role "support"')
  expect(mail?.text.match(/https?:\S+/g)).toEqual(['https://portal.aquila.example/sign-in'])
  expect(await giveStaffRole(admin, { email, role: 'support' })).toBe(false)
  expect(await giveStaffRole(admin, { email, role: 'admin' })).toBe(true)
  expect((await loadStaff(webDatabase(), personId))?.role).toBe('admin')
  expect((await listStaff(admin)).find((one) => one.email === email)).toMatchObject({
    personId,
    role: 'admin',
  })
  const token = await signedIn(personId)
  expect(await takeStaffRole(admin, personId)).toBe(true)
  expect(await store.getSessionAndUser(token)).toBeNull()
  expect(await loadStaff(webDatabase(), personId)).toBeNull()
  expect(await takeStaffRole(admin, personId)).toBe(false)
  // Taken back before the mail was out: none is sent.
  await sendStaffRole(tools, given(await findJob('send_staff_role', personId)).payload)
  expect(mailbox.mails().filter(({ to }) => to === email)).toHaveLength(1)
})

test('support gives and takes no role, and the attempt makes no person', async () => {
  const support = await newStaff()
  const email = `new-${randomUUID()}@aquila.example`
  expect(await giveStaffRole(support, { email, role: 'admin' })).toBe(false)
  expect(await giveStaffRole(support, { email: support.email, role: 'admin' })).toBe(false)
  expect(await idOf(email)).toBeUndefined()
  const other = await newStaff()
  expect(await takeStaffRole(support, other.personId)).toBe(false)
  expect(await loadStaff(webDatabase(), other.personId)).not.toBeNull()
})

test('of two admins who take each other’s role at once one remains', async () => {
  for (let round = 0; round < 5; round += 1) {
    const pair = [await newStaff('admin'), await newStaff('admin')] as const
    const done: boolean[] = []
    await sideBySide(2, 2, async (at) => {
      const [actor, target] = at === 0 ? pair : [pair[1], pair[0]]
      done.push(await takeStaffRole(actor, target.personId))
    })
    expect(done.toSorted()).toEqual([false, true])
  }
})

test.each([
  ['update person set disabled_at = now()', []],
  ["update staff_role set role = 'admin'", []],
  ['delete from staff_role', []],
  ['select app.end_sessions($1)', [randomUUID()]],
  ['select app.is_staff($1, true)', [randomUUID()]],
])('staff cannot do it past the functions: %s', async (sql, values) => {
  await expect(attempt('staff', null, (client) => client.query(sql, values))).rejects.toMatchObject({
    code: '42501',
  })
})

test.each(['web', 'worker'] as const)('%s cannot give or take access', async (role) => {
  for (const sql of [
    'select app.set_disabled($1, $1, true)',
    'select app.take_staff_role($1, $1)',
    "select app.give_staff_role($1, 'eve@evil.example', 'admin')",
  ])
    await expect(attempt(role, null, (client) => client.query(sql, [randomUUID()]))).rejects.toMatchObject({
      code: '42501',
    })
})
