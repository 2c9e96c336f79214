import 'server-only'
import { readPayload } from '#lib/activity/payload.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { firstProblem } from '#lib/cloudflare/verdict.ts'
import type { Tx } from '#lib/database.ts'
import { checkColumns, toCheck } from '#lib/integrations/check-row.ts'
import type { MailedAccount } from '#lib/mails/account.ts'
import { brokenMail } from '#lib/mails/broken.ts'
import { disconnectedMail } from '#lib/mails/disconnected.ts'
import { expiresMail } from '#lib/mails/expires.ts'
import { type Mail, mailDay } from '#lib/mails/mail.ts'
import { worksAgainMail } from '#lib/mails/works-again.ts'
import { expiryId, warningNow } from '#lib/notices/expiry.ts'
import type { NoticeKind } from '#prisma/generated/enums.ts'
import { lastWorking } from '#worker/note-change.ts'

interface Noted {
  customerId: string
  integrationId: string
  kind: NoticeKind
  about: string
  createdAt: Date
}

/** A mail, and what it is about in the words of the activity. */
export interface NoticeMail {
  mail: Mail
  about: string
}

/**
 * The mail of a notice as things stand now, which may be hours after it was noted. Null when it is true no more: a break
 * that is over, a credential that was replaced or has another date by now.
 */
export async function noticeMail(
  tx: Tx,
  notice: Noted,
  account: MailedAccount,
  origin: string,
): Promise<NoticeMail | null> {
  const page = `${origin}/integrations/${notice.integrationId}`
  if (notice.kind === 'needs_attention') return broken(tx, notice, account, page)
  if (notice.kind === 'works_again') return worksAgain(tx, notice, account, page)
  if (notice.kind === 'disconnected_by_staff') return disconnected(tx, notice, account, page, origin)
  return expires(tx, notice, account, `${page}/replace`)
}

async function broken(
  tx: Tx,
  notice: Noted,
  account: MailedAccount,
  link: string,
): Promise<NoticeMail | null> {
  const { customerId, integrationId, about, createdAt } = notice
  const working = await lastWorking(tx, { customerId, integrationId })
  if (working?.id !== about || !working.finishedAt) return null
  const failed = await tx.verification.findFirst({
    where: { customerId, integrationId, verdict: 'needs_attention' },
    select: { checks: { select: checkColumns } },
    orderBy: { createdAt: 'desc' },
  })
  const first = firstProblem((failed?.checks ?? []).map(toCheck))
  const view = first && explain(first)
  const problem = view && { ...view, step: view.nextStep?.text ?? null }
  return {
    mail: brokenMail({ ...account, workedAt: working.finishedAt, foundAt: createdAt, problem, link }),
    about: 'the account cannot be read any more',
  }
}

async function worksAgain(
  tx: Tx,
  notice: Noted,
  account: MailedAccount,
  link: string,
): Promise<NoticeMail | null> {
  const { customerId, about, createdAt } = notice
  const before = await tx.verification.findFirst({
    where: { id: about, customerId },
    select: { finishedAt: true },
  })
  if (!before?.finishedAt) return null
  return {
    mail: worksAgainMail({ ...account, workedAt: before.finishedAt, worksAt: createdAt, link }),
    about: 'the account can be read again',
  }
}

async function expires(
  tx: Tx,
  notice: Noted,
  account: MailedAccount,
  link: string,
): Promise<NoticeMail | null> {
  const { customerId, integrationId, about } = notice
  const live = await tx.credential.findFirst({
    where: { customerId, integrationId, destroyedAt: null },
    select: { id: true, mask: true, expiresOn: true },
    orderBy: { version: 'desc' },
  })
  const now = new Date()
  if (!live?.expiresOn || expiryId(live.id, live.expiresOn) !== about) return null
  const { expiresOn, mask } = live
  // A nearer warning has been noted meanwhile, or the day has come.
  if (warningNow(expiresOn, now).kind !== notice.kind) return null
  return {
    mail: expiresMail({ ...account, expiresOn, now, mask, link }),
    about: `the token expires on ${mailDay(expiresOn)}`,
  }
}

/** The reason stands in the activity alone, written in the transaction of the notice. An integration is ended only once. */
async function disconnected(
  tx: Tx,
  notice: Noted,
  account: MailedAccount,
  link: string,
  origin: string,
): Promise<NoticeMail> {
  const { customerId, integrationId, createdAt } = notice
  const where = { customerId, integrationId }
  const { payload } = await tx.activity.findFirstOrThrow({
    where: { ...where, action: 'integration.disconnected' },
    select: { payload: true },
    orderBy: { seq: 'desc' },
  })
  const credential = await tx.credential.findFirstOrThrow({
    where,
    select: { kind: true, mask: true },
    orderBy: { version: 'desc' },
  })
  const reason = readPayload(payload).details['reason'] ?? 'no reason given'
  const connectLink = `${origin}/integrations/new`
  return {
    mail: disconnectedMail({ ...account, disconnectedAt: createdAt, reason, credential, link, connectLink }),
    about: 'AQUILA’s staff disconnected the account',
  }
}
