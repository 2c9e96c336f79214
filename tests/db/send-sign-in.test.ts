import { afterAll, expect, test } from 'vitest'
import { type Mailbox, startMailbox } from '#e2e/mailbox/mailbox.ts'
import { hashToken } from '#lib/auth/tokens.ts'
import { run } from '#tests/db/cluster.ts'
import { given, newEmail, newMember, newStaff } from '#tests/db/fixtures.ts'
import { askToSignIn, proofsIn, sendMail } from '#tests/db/sign-in.ts'
import { openMailer } from '#worker/mailer.ts'

const mailbox: Mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
afterAll(async () => {
  mailer.close()
  await mailbox.close()
})

const mailsTo = (email: string) => mailbox.mails().filter(({ to }) => to === email)

test.each([
  ['a member', async () => (await newMember()).email],
  ['staff', async () => (await newStaff()).email],
])('%s who asks gets one mail with a link and a code', async (_, who) => {
  const asked = await askToSignIn(await who())
  await sendMail(mailer, asked)
  const [mail, ...more] = mailsTo(asked.email)
  expect(more).toEqual([])
  expect(mail?.subject).toBe('Sign in to AQUILA')
  const { link, code } = proofsIn(given(mail).text)
  expect(given(mail).text).not.toContain(asked.nonce)
  const [row] = await run<{ token_hash: Buffer; code_hash: Buffer; text: string }>(
    'superuser',
    'select token_hash, code_hash, to_jsonb(r)::text as text from sign_in_request r where id = $1',
    [asked.id],
  )
  expect(row?.token_hash.equals(hashToken('sign-in-link', link))).toBe(true)
  expect(row?.code_hash.equals(hashToken('sign-in-code', code))).toBe(true)
  for (const secret of [link, code, code.replace('-', ''), asked.nonce]) {
    expect(row?.text).not.toContain(secret)
    expect(row?.text).not.toContain(Buffer.from(secret).toString('hex'))
  }
})

test('an address that was invited gets a mail, until the invitation ends', async () => {
  const member = await newMember()
  const invite = async (state: string) => {
    const email = newEmail()
    await run('superuser', 'insert into person (id, email) values (gen_random_uuid(), $1)', [email])
    await run(
      'superuser',
      `insert into invitation (id, customer_id, email, expires_at, revoked_at)
       values (gen_random_uuid(), $1, $2, now() + $3::interval, $4)`,
      [
        member.customerId,
        email,
        state === 'expired' ? '-1 second' : '1 day',
        state === 'revoked' ? new Date() : null,
      ],
    )
    await sendMail(mailer, await askToSignIn(email))
    return mailsTo(email).length
  }
  expect([await invite('open'), await invite('expired'), await invite('revoked')]).toEqual([1, 0, 0])
})

test('an unknown, a disabled and a merely known address get none, and leave no hash', async () => {
  const disabled = await newMember()
  await run('superuser', 'update person set disabled_at = now() where id = $1', [disabled.personId])
  const alone = newEmail()
  await run('superuser', 'insert into person (id, email) values (gen_random_uuid(), $1)', [alone])
  for (const email of [newEmail(), disabled.email, alone]) {
    const asked = await askToSignIn(email)
    await sendMail(mailer, asked)
    expect(mailsTo(email)).toEqual([])
    const rows = await run('superuser', 'select token_hash, code_hash from sign_in_request where id = $1', [
      asked.id,
    ])
    expect(rows).toEqual([{ token_hash: null, code_hash: null }])
  }
})

test.each([
  ['expired', 'update sign_in_request set expires_at = now() where id = $1'],
  ['used', 'update sign_in_request set used_at = now() where id = $1'],
  ['deleted', 'delete from sign_in_request where id = $1'],
])('a request that is %s when its turn comes sends nothing', async (_, change) => {
  const { email } = await newMember()
  const asked = await askToSignIn(email)
  await run('superuser', change, [asked.id])
  await sendMail(mailer, asked)
  expect(mailsTo(email)).toEqual([])
})

test('a mail server that does not answer makes the job fail without its secrets, and the next try makes new ones', async () => {
  const { email } = await newMember()
  const asked = await askToSignIn(email)
  const nobody = openMailer({ url: 'smtp://127.0.0.1:1', from: 'AQUILA <portal@aquila.example>' })
  const hashes = () => run('superuser', 'select token_hash from sign_in_request where id = $1', [asked.id])
  await expect(sendMail(nobody, asked)).rejects.toThrow(/ECONNREFUSED/)
  nobody.close()
  const first = await hashes()
  const again = { ...asked }
  await run('worker', "select graphile_worker.add_job('send_sign_in', $1, job_key := $2)", [
    JSON.stringify({ customerId: null, id: asked.id }),
    `send_sign_in:${asked.id}`,
  ])
  await sendMail(mailer, again)
  expect(await hashes()).not.toEqual(first)
  expect(mailsTo(email)).toHaveLength(1)
})

test.each([
  'a@b.example\r\nBcc: eve@evil.example',
  'a@b.example, eve@evil.example',
  '"x" <eve@evil.example>',
])('a hostile address reaches nobody else: %j', async (to) => {
  const before = mailbox.mails().length
  await mailer.send({ to, subject: 'Sign in to AQUILA', text: 'x' }).catch(() => {})
  const reached = mailbox
    .mails()
    .slice(before)
    .map((mail) => mail.to)
  expect(reached).not.toContain('eve@evil.example')
})
