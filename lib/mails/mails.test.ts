import { expect, test } from 'vitest'
import { brokenMail } from '#lib/mails/broken.ts'
import { disconnectedMail } from '#lib/mails/disconnected.ts'
import { expiresMail } from '#lib/mails/expires.ts'
import { invitationMail } from '#lib/mails/invitation.ts'
import { worksAgainMail } from '#lib/mails/works-again.ts'

const account = {
  accountName: 'Northwind Bikes',
  accountId: '0123456789abcdef0123456789abcdef',
  customerName: 'Northwind Bikes GmbH',
  people: 3,
}
const link = 'https://portal.aquila.example/integrations/01990000-0000-7000-8000-000000000000'
const workedAt = new Date('2026-11-23T14:02:00Z')
const foundAt = new Date('2026-11-24T14:10:00Z')
const problem = {
  sentence: 'Cloudflare knows this token, but it is disabled. AQUILA cannot read anything with it.',
  cloudflareSays: ['This API Token is disabled'],
  step: 'Enable the token at Cloudflare, then verify again.',
}
const disconnection = {
  disconnectedAt: foundAt,
  reason: 'The contract has ended.',
  credential: { kind: 'api_token', mask: 'cfut_…7f3a' },
  link,
  connectLink: 'https://portal.aquila.example/integrations/new',
} as const
const expiresOn = new Date('2026-12-31T23:59:59Z')

test('the mail about a break', () => {
  expect(brokenMail({ ...account, workedAt, foundAt, problem, link })).toEqual({
    subject: 'AQUILA can no longer read Northwind Bikes at Cloudflare',
    text: `AQUILA can no longer read this Cloudflare account, and does not see what
happens in it:

    Northwind Bikes
    Account ID 0123456789abcdef0123456789abcdef

It worked at the verification on 23 November 2026 at 14:02 UTC, and no
longer at the one on 24 November 2026 at 14:10 UTC.

What is wrong: Cloudflare knows this token, but it is disabled. AQUILA
cannot read anything with it.

Cloudflare says: “This API Token is disabled”

What to do: Enable the token at Cloudflare, then verify again.

All checks, and where to verify again, to correct the ids or to enter
another credential:

${link}

All 3 people of Northwind Bikes GmbH in AQUILA get this mail. AQUILA writes
again once it can read the account.

AQUILA
`,
  })
})

test('the mail about a break of which no more is known than that it broke', () => {
  const mail = brokenMail({
    ...account,
    accountName: null,
    people: 1,
    workedAt,
    foundAt,
    problem: null,
    link,
  })
  expect(mail.subject).toBe(
    'AQUILA can no longer read account 0123456789abcdef0123456789abcdef at Cloudflare',
  )
  expect(mail.text).toContain(
    'happens in it:\n\n    Account ID 0123456789abcdef0123456789abcdef\n\nIt worked',
  )
  expect(mail.text).toContain('14:10 UTC.\n\nAll checks')
  expect(mail.text.replaceAll('\n', ' ')).toContain('You are the only one of Northwind Bikes GmbH in AQUILA')
  expect(mail.text).not.toMatch(/null|undefined/)
})

test('the mail that says that it works again', () => {
  expect(worksAgainMail({ ...account, workedAt, worksAt: foundAt, link })).toEqual({
    subject: 'AQUILA reads Northwind Bikes at Cloudflare again',
    text: `AQUILA can read this Cloudflare account again:

    Northwind Bikes
    Account ID 0123456789abcdef0123456789abcdef

The verification on 24 November 2026 at 14:10 UTC found it working. What
happened in the account between 23 November 2026 at 14:02 UTC and then may
be missing in AQUILA.

The checks:

${link}

Everybody who got the mail about the break gets this one.

AQUILA
`,
  })
})

test('the mail about an expiry', () => {
  const now = new Date('2026-12-25T01:59:59Z')
  expect(expiresMail({ ...account, expiresOn, now, mask: 'cfut_…7f3a', link: `${link}/replace` })).toEqual({
    subject: 'The Cloudflare token for Northwind Bikes expires on 31 December 2026',
    text: `The API token with which AQUILA reads this Cloudflare account expires on 31
December 2026 at 23:59 UTC, in 7 days:

    Northwind Bikes
    Account ID 0123456789abcdef0123456789abcdef
    Token cfut_…7f3a

From that moment AQUILA cannot read the account any more, and does not see
what happens in it.

What to do: create a new API token at Cloudflare with the same permissions
and a later end, or without one, and enter it here:

${link}/replace

The present token stays in use until you enter the new one, at the latest
until it expires. Do not delete it at Cloudflare before.

All 3 people of Northwind Bikes GmbH in AQUILA get this mail.

AQUILA
`,
  })
})

test.each([
  ['2026-12-31T23:00:00Z', 'in less than a day'],
  ['2026-12-31T00:00:00Z', 'in 1 day'],
  ['2026-12-01T23:59:59Z', 'in 30 days'],
])('at %s it expires %s', (now, distance) => {
  const { text } = expiresMail({ ...account, expiresOn, now: new Date(now), mask: '', link })
  expect(text.replaceAll('\n', ' ')).toContain(`at 23:59 UTC, ${distance}:`)
})

test('the mail about a disconnection by staff', () => {
  expect(disconnectedMail({ ...account, ...disconnection })).toEqual({
    subject: 'AQUILA’s staff disconnected Northwind Bikes from AQUILA',
    text: `AQUILA’s staff disconnected this Cloudflare account from AQUILA on 24
November 2026 at 14:10 UTC:

    Northwind Bikes
    Account ID 0123456789abcdef0123456789abcdef
    Token cfut_…7f3a

The reason they gave: “The contract has ended.”

AQUILA destroyed the stored credential and the audit-log sample, and does
not see any more what happens in the account.

The token itself still exists at Cloudflare. If nothing else uses it, delete
it there, under My Profile or Manage Account, API Tokens.

To connect the account again, enter a credential here:

https://portal.aquila.example/integrations/new

Who disconnected it stands in the activity of the integration:

${link}

All 3 people of Northwind Bikes GmbH in AQUILA get this mail.

AQUILA
`,
  })
})

test('the mail about a disconnection says what is left to do with a Global API Key', () => {
  const credential = { kind: 'global_key', mask: '…7f3a' } as const
  const { text } = disconnectedMail({ ...account, ...disconnection, credential })
  expect(text).toContain('\n    Global API Key …7f3a\n')
  expect(text.replaceAll('\n', ' ')).toContain('The Global API Key itself still works at Cloudflare.')
  expect(text).not.toContain('token')
})

test('the mail that invites', () => {
  expect(
    invitationMail({
      customerName: 'Northwind Bikes',
      inviter: 'mara@northwind-bikes.example',
      email: 'jo@northwind-bikes.example',
      expiresAt: new Date('2026-12-08T14:02:00Z'),
      link: 'https://portal.aquila.example/sign-in',
    }),
  ).toEqual({
    subject: 'mara@northwind-bikes.example invites you to AQUILA',
    text: `mara@northwind-bikes.example invites you to look after the Cloudflare
accounts of Northwind Bikes in AQUILA, the security operations platform by
CyTech. There you connect a Cloudflare account, and see whether AQUILA can
read it.

Sign in with this address, jo@northwind-bikes.example:

https://portal.aquila.example/sign-in

There is no password: AQUILA mails you a link and a code. Signing in accepts
the invitation.

The invitation ends on 8 December 2026 at 14:02 UTC. If you do not know who
invites you, you need do nothing.

AQUILA
`,
  })
})

test.each(['a\r\nBcc: eve@evil.example', 'right\u202eto left', 'x'.repeat(500), '\u0000\u001b[31m'])(
  'a hostile name stays on its line: %j',
  (name) => {
    const hostile = { ...account, accountName: name, customerName: name }
    for (const { subject, text } of [
      brokenMail({ ...hostile, workedAt, foundAt, problem, link }),
      expiresMail({ ...hostile, expiresOn, now: workedAt, mask: '', link }),
      disconnectedMail({ ...hostile, ...disconnection }),
      invitationMail({
        customerName: name,
        inviter: 'a@b.example',
        email: 'c@d.example',
        expiresAt: foundAt,
        link,
      }),
    ]) {
      expect(subject).toMatch(/^[^\p{Cc}\p{Cf}]{1,160}$/u)
      expect(text).toMatch(/^[^\p{Cf}]*$/u)
      expect(text).not.toMatch(/[^\n\P{Cc}]/u)
      expect(text).not.toMatch(/^Bcc/m)
    }
  },
)
