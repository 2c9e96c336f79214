import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { loadMember, type Member } from '#lib/auth/actor.ts'
import { inviteToCustomer } from '#lib/customers/invite.ts'
import { inviteColleague } from '#lib/customers/invite-colleague.ts'
import { countMailed, findColleagues } from '#lib/customers/queries.ts'
import { resendInvitation } from '#lib/customers/resend-invitation.ts'
import { revokeInvitation } from '#lib/customers/revoke-invitation.ts'
import { webDatabase } from '#lib/db.ts'
import { TooOften } from '#lib/rate-limit.ts'
import { attempt, run } from '#tests/db/cluster.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { actionsOf, given, newEmail, newMember, ownerDatabase, workerDatabase } from '#tests/db/fixtures.ts'
import { askToSignIn, proofsIn, sendMail, tryRequest } from '#tests/db/sign-in.ts'
import { findJob, takeJob } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'
import { sendInvitation } from '#worker/send-invitation.ts'

const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
const origin = 'https://portal.aquila.example'
afterAll(async () => {
  mailer.close()
  await mailbox.close()
})

async function newOwner(): Promise<Member> {
  const member = await newMember()
  await run('superuser', "update membership set role = 'owner' where person_id = $1", [member.personId])
  return given(await loadMember(webDatabase(), member.personId))
}

const openOf = async (member: Member) => (await findColleagues(member)).invitations
const idOf = async (member: Member, email: string) =>
  given((await openOf(member)).find((one) => one.email === email)).id
const mailsTo = (email: string) => mailbox.mails().filter(({ to }) => to === email)
const trailOf = ({ customerId }: Member) => actionsOf(customerId)

/** Sends the mail of an invitation as the worker would. */
async function mailOut(id: string): Promise<void> {
  const { payload } = await takeJob('send_invitation', id)
  await sendInvitation({ database: workerDatabase(), mailer, origin }, payload)
}

/** Signs in by mail, as the invited person would. */
async function signIn(email: string): Promise<Member | null> {
  const asked = await askToSignIn(email)
  await sendMail(mailer, asked)
  const mail = mailsTo(email).find(({ subject }) => subject === 'Sign in to AQUILA')
  if (!mail) return null
  expect(await tryRequest(asked, { link: proofsIn(mail.text).link })).toBe(email)
  const personId = await webDatabase().transaction(async (tx) => {
    const { id } = await tx.person.findUniqueOrThrow({ where: { email }, select: { id: true } })
    await tx.$queryRaw`select app.accept_invitations(${id}::uuid)::text`
    return id
  })
  return loadMember(webDatabase(), personId)
}

test('a member invites a colleague, who gets a mail without a token, signs in, and belongs to the customer', async () => {
  const member = await newMember()
  const email = newEmail()
  expect(await inviteColleague(member, { email, role: 'member' })).toBe('invited')
  const [waiting] = await openOf(member)
  expect(waiting).toMatchObject({
    email,
    role: 'member',
    invitedBy: member.email,
    sentAt: null,
    isExpired: false,
  })
  const days = (Date.parse(given(waiting).expiresAt) - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(13.9)
  expect(days).toBeLessThanOrEqual(14)
  await mailOut(given(waiting).id)
  const [mail, ...more] = mailsTo(email)
  expect(more).toEqual([])
  expect(mail?.subject).toBe(`${member.email} invites you to AQUILA`)
  expect(mail?.text.replaceAll('\n', ' ')).toContain(member.customerName)
  expect(mail?.text.match(/https?:\S+/g)).toEqual([`${origin}/sign-in`])
  expect((await openOf(member))[0]?.sentAt).not.toBeNull()
  const colleague = given(await signIn(email))
  expect(colleague).toMatchObject({ customerId: member.customerId, role: 'member' })
  const { colleagues, invitations } = await findColleagues(member)
  expect(invitations).toEqual([])
  expect(colleagues.map((one) => [one.email, one.isSelf])).toEqual([
    [member.email, true],
    [email, false],
  ])
  expect(await countMailed(member)).toBe(2)
  expect((await trailOf(member)).slice(-2)).toEqual(['invitation.created', 'invitation.accepted'])
})

test('a colleague who is here already, or invited already, is not invited twice', async () => {
  const member = await newMember()
  const colleague = await newMember(member.customerName)
  const email = newEmail()
  await inviteColleague(member, { email, role: 'member' })
  const before = await contentsOf(member.customerId)
  expect(await inviteColleague(member, { email: colleague.email, role: 'member' })).toBe('member_already')
  expect(await inviteColleague(member, { email: member.email, role: 'member' })).toBe('member_already')
  expect(await inviteColleague(member, { email, role: 'member' })).toBe('invited_already')
  expect(await contentsOf(member.customerId)).toBe(before)
})

test('two colleagues who invite the same person at once make one invitation', async () => {
  const member = await newMember()
  const email = newEmail()
  const outcomes = await Promise.all(
    Array.from({ length: 4 }, () => inviteColleague(member, { email, role: 'member' })),
  )
  expect(outcomes.toSorted()).toEqual(['invited', ...Array(3).fill('invited_already')])
  expect(await openOf(member)).toHaveLength(1)
})

test('an address is answered alike, whatever it is to another customer', async () => {
  const stranger = await newMember()
  const disabled = await newMember()
  await run('superuser', 'update person set disabled_at = now() where id = $1', [disabled.personId])
  const invitedElsewhere = newEmail()
  await inviteColleague(stranger, { email: invitedElsewhere, role: 'member' })
  const member = await newMember()
  for (const email of [stranger.email, disabled.email, invitedElsewhere, newEmail()]) {
    expect(await inviteColleague(member, { email, role: 'member' })).toBe('invited')
    await mailOut(await idOf(member, email))
  }
  const shown = (await openOf(member)).map(({ id: _, email: __, sentAt, expiresAt: ___, ...rest }) => ({
    ...rest,
    isMailed: sentAt !== null,
  }))
  expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(shown[0]).toMatchObject({ isMailed: true })
  // Whose access was taken away gets no mail, and nobody can tell.
  expect([stranger.email, disabled.email, invitedElsewhere].map((email) => mailsTo(email).length)).toEqual([
    1, 0, 1,
  ])
})

test('a member invites members, an owner owners too', async () => {
  const owner = await newOwner()
  const member = await newMember(owner.customerName)
  const email = newEmail()
  expect(await inviteColleague(member, { email, role: 'owner' })).toBe('role_not_allowed')
  expect(await openOf(member)).toEqual([])
  expect(await inviteColleague(owner, { email, role: 'owner' })).toBe('invited')
  const id = await idOf(owner, email)
  expect((await openOf(member))[0]).toMatchObject({ role: 'owner', isChangeable: false })
  expect((await openOf(owner))[0]).toMatchObject({ isChangeable: true })
  expect([await resendInvitation(member, id), await revokeInvitation(member, id)]).toEqual([false, false])
  expect([await resendInvitation(owner, id), await revokeInvitation(owner, id)]).toEqual([true, true])
})

test('sending again mails it again in the name of who asked, and gives it its full time', async () => {
  const member = await newMember()
  const colleague = await newMember(member.customerName)
  const email = newEmail()
  await inviteColleague(member, { email, role: 'member' })
  const id = await idOf(member, email)
  await mailOut(id)
  await run('superuser', "update invitation set expires_at = now() - interval '1 day' where id = $1", [id])
  expect((await openOf(member))[0]).toMatchObject({ isExpired: true })
  expect(await signIn(email)).toBeNull()
  expect(await resendInvitation(colleague, id)).toBe(true)
  await mailOut(id)
  expect(mailsTo(email).map(({ subject }) => subject)).toEqual(
    [member, colleague].map((one) => `${one.email} invites you to AQUILA`),
  )
  expect(await signIn(email)).toMatchObject({ customerId: member.customerId })
  expect(await trailOf(member)).toContain('invitation.resent')
})

test('sending again is limited by the address, over all invitations to it and apart from other customers', async () => {
  const [member, stranger] = [await newMember(), await newMember()]
  const email = newEmail()
  const again = async (who: Member) => resendInvitation(who, await idOf(who, email))
  for (const who of [member, stranger]) await inviteColleague(who, { email, role: 'member' })
  for (let count = 0; count < 2; count++) expect(await again(member)).toBe(true)
  await revokeInvitation(member, await idOf(member, email))
  expect(await inviteColleague(member, { email, role: 'member' })).toBe('invited')
  expect(await again(member)).toBe(true)
  const before = await contentsOf(member.customerId)
  expect(await again(member)).toBeInstanceOf(TooOften)
  expect([await contentsOf(member.customerId), await again(stranger)]).toEqual([before, true])
})

test('a withdrawn invitation lets nobody in, is mailed to nobody, and the person can be invited anew', async () => {
  const member = await newMember()
  const email = newEmail()
  await inviteColleague(member, { email, role: 'member' })
  const id = await idOf(member, email)
  expect(await revokeInvitation(member, id)).toBe(true)
  // Also to somebody who may sign in for another reason.
  const stranger = await newMember()
  await inviteColleague(member, { email: stranger.email, role: 'member' })
  const other = await idOf(member, stranger.email)
  await revokeInvitation(member, other)
  for (const one of [id, other]) await mailOut(one)
  expect([mailsTo(email), mailsTo(stranger.email)]).toEqual([[], []])
  expect(await signIn(email)).toBeNull()
  expect([await resendInvitation(member, id), await revokeInvitation(member, id)]).toEqual([false, false])
  expect(await trailOf(member)).toContain('invitation.revoked')
  expect(await inviteColleague(member, { email, role: 'member' })).toBe('invited')
})

test('an invitation that let its time pass makes way for a new one, a member’s and an operator’s alike', async () => {
  const member = await newMember()
  const email = newEmail()
  for (let count = 0; count < 2; count++) {
    expect(await inviteColleague(member, { email, role: 'member' })).toBe('invited')
    await run('superuser', "update invitation set expires_at = now() - interval '1 day' where email = $1", [
      email,
    ])
  }
  await inviteToCustomer(ownerDatabase(), { customerName: member.customerName, email, role: 'owner' })
  expect(await openOf(member)).toMatchObject([
    { role: 'owner', invitedBy: null, sentAt: null, isExpired: false },
  ])
})

test.each([
  ['sending again', resendInvitation],
  ['withdrawing', revokeInvitation],
])('%s answers a foreign id as an unknown one, and changes nothing', async (_, verb) => {
  const [theirs, stranger] = [await newMember(), await newOwner()]
  const email = newEmail()
  await inviteColleague(theirs, { email, role: 'member' })
  const id = await idOf(theirs, email)
  const before = [await contentsOf(theirs.customerId), await contentsOf(stranger.customerId)]
  expect([await verb(stranger, id), await verb(stranger, randomUUID())]).toEqual([false, false])
  expect([await contentsOf(theirs.customerId), await contentsOf(stranger.customerId)]).toEqual(before)
  expect(await openOf(stranger)).toEqual([])
  expect((await findColleagues(stranger)).colleagues.map((one) => one.email)).toEqual([stranger.email])
})

test('a mail that was not taken is tried again, and the page says that it is on its way until then', async () => {
  const member = await newMember()
  const email = newEmail()
  await inviteColleague(member, { email, role: 'member' })
  const id = await idOf(member, email)
  const { payload } = given(await findJob('send_invitation', id))
  const nobody = openMailer({ url: 'smtp://127.0.0.1:1', from: 'AQUILA <portal@aquila.example>' })
  const tools = { database: workerDatabase(), mailer: nobody, origin }
  await expect(sendInvitation(tools, payload)).rejects.toThrow(/ECONNREFUSED/)
  nobody.close()
  expect((await openOf(member))[0]?.sentAt).toBeNull()
  await mailOut(id)
  expect(mailsTo(email)).toHaveLength(1)
})

test.each([
  ['accepts an invitation by itself', 'update invitation set accepted_at = now()'],
  ['changes who was invited', "update invitation set email = 'eve@evil.example'"],
  ['makes a member an owner by it', "update invitation set role = 'owner'"],
  ['says that it was mailed', 'update invitation set sent_at = now()'],
  ['deletes one', 'delete from invitation'],
  ['makes somebody a member without one', "update membership set role = 'owner'"],
  ['enables a person', 'update person set disabled_at = null'],
  ['changes a person’s address', "update person set email = 'eve@evil.example'"],
])('the role of web never %s', async (_, sql) => {
  const member = await newMember()
  await inviteColleague(member, { email: newEmail(), role: 'member' })
  const tried = attempt('web', member.customerId, (client) => client.query(sql))
  await expect(tried).rejects.toMatchObject({ code: '42501' })
})

test('an address of another domain is not invited, whoever it belongs to', async () => {
  const member = await newMember()
  const email = newEmail().replace('northwind-bikes', 'harbor-lights')
  expect(await inviteColleague(member, { email, role: 'member' })).toBe('other_domain')
  expect(await openOf(member)).toEqual([])
})

test('a member’s invitation makes nobody work for two customers, and does not outrun an operator’s', async () => {
  const [mallory, elsewhere] = [await newMember(), await newMember()]
  await inviteColleague(mallory, { email: elsewhere.email, role: 'member' })
  expect(await signIn(elsewhere.email)).toMatchObject({ customerId: elsewhere.customerId })
  expect(await openOf(mallory)).toHaveLength(1)

  const email = newEmail()
  await inviteColleague(mallory, { email, role: 'member' })
  await inviteToCustomer(ownerDatabase(), { customerName: elsewhere.customerName, email, role: 'owner' })
  expect(await signIn(email)).toMatchObject({ customerId: elsewhere.customerId, role: 'owner' })
  expect(await openOf(mallory)).toHaveLength(2)
})

test('who is invited by somebody whose access was taken away is let in no more', async () => {
  const member = await newMember()
  const email = newEmail()
  await inviteColleague(member, { email, role: 'member' })
  await run('superuser', 'update person set disabled_at = now() where id = $1', [member.personId])
  expect(await signIn(email)).toBeNull()
})
