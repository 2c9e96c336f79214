import 'server-only'
import type { Database } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { invitationMail } from '#lib/mails/invitation.ts'
import type { Mailer } from '#worker/mailer.ts'

interface InvitationTools {
  database: Database
  mailer: Mailer
  /** Where people open the portal. */
  origin: string
}

/**
 * Mails an invitation that a member or staff made, while it is open. To somebody whose access was taken away nothing is sent, as
 * at the sign-in, and the member who invites cannot tell.
 */
export async function sendInvitation(
  { database, mailer, origin }: InvitationTools,
  job: JobPayload,
): Promise<void> {
  const { customerId, id } = job
  if (customerId === null) throw new Error('An invitation belongs to a customer.')
  const open = { id, customerId, acceptedAt: null, revokedAt: null }
  const written = await database.forCustomer(customerId, async (tx) => {
    const invitation = await tx.invitation.findFirst({
      where: { ...open, expiresAt: { gt: new Date() } },
      select: { email: true, expiresAt: true, invitedById: true, customer: { select: { name: true } } },
    })
    if (!invitation) return null
    const { email, expiresAt, customer, invitedById } = invitation
    const inviter = invitedById
      ? await tx.person.findUniqueOrThrow({ where: { id: invitedById }, select: { email: true } })
      : null
    const [answer] = await tx.$queryRaw<{ allowed: boolean }[]>`select app.may_sign_in(${email}) as allowed`
    const link = `${origin}/sign-in`
    const mail = invitationMail({
      customerName: customer.name,
      inviter: inviter?.email ?? null,
      email,
      expiresAt,
      link,
    })
    return { to: email, mail, allowed: answer?.allowed === true }
  })
  if (written === null) return
  if (written.allowed) await mailer.send({ to: written.to, ...written.mail })
  await database.forCustomer(customerId, (tx) =>
    tx.invitation.updateMany({ where: open, data: { sentAt: new Date() } }),
  )
}
