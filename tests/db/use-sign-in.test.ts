import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { newCode, newToken } from '#lib/auth/tokens.ts'
import { inviteToCustomer } from '#lib/customers/invite.ts'
import { webDatabase } from '#lib/db.ts'
import { run } from '#tests/db/cluster.ts'
import { given, newEmail, newMember, ownerDatabase } from '#tests/db/fixtures.ts'
import { type Asked, askToSignIn, proofsIn, sendMail, tryRequest } from '#tests/db/sign-in.ts'
import { openMailer } from '#worker/mailer.ts'

const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
afterAll(async () => {
  mailer.close()
  await mailbox.close()
})
let email: string
beforeAll(async () => {
  email = (await newMember()).email
})

async function askAndReceive(address = email): Promise<{ asked: Asked; link: string; code: string }> {
  const since = mailbox.mails().length
  const asked = await askToSignIn(address)
  await sendMail(mailer, asked)
  return { asked, ...proofsIn((await mailbox.waitFor(address, since)).text) }
}

const triesOf = async ({ id }: Asked) => {
  const [row] = await run<{ tries: number }>('superuser', 'select tries from sign_in_request where id = $1', [
    id,
  ])
  return row?.tries
}

test.each(['link', 'code'] as const)('the %s works once, and takes the other one with it', async (kind) => {
  const { asked, link, code } = await askAndReceive((await newMember()).email)
  const proof = kind === 'link' ? { link } : { code }
  expect(await tryRequest(asked, proof)).toBe(asked.email)
  expect(await tryRequest(asked, proof)).toBeNull()
  expect(await tryRequest(asked, { link })).toBeNull()
  expect(await tryRequest(asked, { code })).toBeNull()
})

test('another browser gets nowhere, and uses nothing up', async () => {
  const { asked, link, code } = await askAndReceive((await newMember()).email)
  for (const nonce of [newToken(), '', null]) {
    expect(await tryRequest({ id: asked.id, nonce }, { link })).toBeNull()
    expect(await tryRequest({ id: asked.id, nonce }, { code })).toBeNull()
  }
  const other = await askToSignIn(newEmail())
  expect(await tryRequest(other, { link })).toBeNull()
  expect(await triesOf(asked)).toBe(0)
  expect(await tryRequest(asked, { link })).toBe(asked.email)
})

test('four wrong codes leave the right one working, five void the request and its link', async () => {
  const forgiving = await askAndReceive((await newMember()).email)
  for (let wrong = 0; wrong < 4; wrong++)
    expect(await tryRequest(forgiving.asked, { code: newCode() })).toBeNull()
  expect(await tryRequest(forgiving.asked, { code: forgiving.code })).toBe(forgiving.asked.email)

  const voided = await askAndReceive((await newMember()).email)
  for (let wrong = 0; wrong < 5; wrong++)
    expect(await tryRequest(voided.asked, { code: newCode() })).toBeNull()
  expect(await tryRequest(voided.asked, { code: voided.code })).toBeNull()
  expect(await tryRequest(voided.asked, { link: voided.link })).toBeNull()
})

test('of twenty wrong codes sent at once no more than five are looked at', async () => {
  const { asked, code } = await askAndReceive((await newMember()).email)
  const guesses = Array.from({ length: 20 }, () => tryRequest(asked, { code: newCode() }))
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([null]))
  expect(await triesOf(asked)).toBe(5)
  expect(await tryRequest(asked, { code })).toBeNull()
})

test('an expired request is refused', async () => {
  const { asked, link, code } = await askAndReceive((await newMember()).email)
  await run('superuser', 'update sign_in_request set expires_at = now() where id = $1', [asked.id])
  expect(await tryRequest(asked, { link })).toBeNull()
  expect(await tryRequest(asked, { code })).toBeNull()
})

test('a request whose mail was not sent yet cannot be used with nothing', async () => {
  const asked = await askToSignIn(email)
  expect(await tryRequest(asked, {})).toBeNull()
  expect(await tryRequest(asked, { link: '', code: '' })).toBeNull()
})

test('using one request ends the older ones of that address, and none of another', async () => {
  const { email: address } = await newMember()
  const older = await askAndReceive(address)
  const stranger = await askAndReceive((await newMember()).email)
  const newer = await askAndReceive(address)
  expect(await tryRequest(newer.asked, { code: newer.code })).toBe(address)
  expect(await tryRequest(older.asked, { link: older.link })).toBeNull()
  expect(await tryRequest(stranger.asked, { link: stranger.link })).toBe(stranger.asked.email)
})

test('of ten uses at once exactly one succeeds', async () => {
  const { asked, link, code } = await askAndReceive((await newMember()).email)
  const uses = Array.from({ length: 10 }, (_, index) => tryRequest(asked, index % 2 ? { link } : { code }))
  expect((await Promise.all(uses)).filter((answer) => answer !== null)).toEqual([asked.email])
})

test('an unknown request id answers nothing', async () => {
  expect(
    await tryRequest({ id: '00000000-0000-7000-8000-000000000000', nonce: newToken() }, { link: newToken() }),
  ).toBeNull()
})

test('a first sign-in accepts the open invitations, each with its record, and only those of the address', async () => {
  const [first, second, foreign] = [await newMember(), await newMember(), await newMember()]
  const address = newEmail()
  for (const { customerName } of [first, second]) {
    await inviteToCustomer(ownerDatabase(), { customerName, email: address, role: 'owner' })
  }
  await inviteToCustomer(ownerDatabase(), {
    customerName: foreign.customerName,
    email: newEmail(),
    role: 'member',
  })
  const personId = await webDatabase().transaction(async (tx) => {
    const { id } = await tx.person.findUniqueOrThrow({ where: { email: address }, select: { id: true } })
    await tx.$queryRaw`select app.accept_invitations(${id}::uuid)::text`
    // Asked twice is accepted once, and no customer stays chosen.
    await tx.$queryRaw`select app.accept_invitations(${id}::uuid)::text`
    const [left] = await tx.$queryRaw<
      { customer: string | null }[]
    >`select app.customer_id()::text as customer`
    expect(given(left).customer).toBeNull()
    return id
  })
  const memberships = await run(
    'superuser',
    'select customer_id, role from membership where person_id = $1',
    [personId],
  )
  const expected = [first, second].map(({ customerId }) => ({ customer_id: customerId, role: 'owner' }))
  expect(memberships).toEqual(expect.arrayContaining(expected))
  expect(memberships).toHaveLength(2)
  const where = { customerId: first.customerId, action: 'invitation.accepted' }
  expect(await ownerDatabase().transaction((tx) => tx.activity.count({ where }))).toBe(2)
})
