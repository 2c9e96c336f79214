import 'server-only'
import { hashToken, newCode } from '#lib/auth/tokens.ts'
import type { Database } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { mailText } from '#lib/mails/mail.ts'
import { withSecrets } from '#lib/redact.ts'
import { stepUpMinutes } from '#lib/step-up/step-up.ts'
import type { Mailer } from '#worker/mailer.ts'

/**
 * Mails the code of a step-up to the staff member who asked for it, while it still works. It is made here, and only its
 * hash is stored. After a failed sending a new one is made.
 */
export async function sendStepUp(
  { database, mailer }: { database: Database; mailer: Mailer },
  { id }: JobPayload,
): Promise<void> {
  const code = newCode()
  const to = await database.transaction(async (tx) => {
    const since = new Date(Date.now() - stepUpMinutes * 60_000)
    const where = { id, usedAt: null, createdAt: { gt: since } }
    const asked = await tx.stepUp.findFirst({ where, select: { personId: true } })
    if (!asked) return null
    await tx.stepUp.updateMany({ where, data: { codeHash: hashToken('step-up-code', code) } })
    return tx.person.findFirst({
      where: { id: asked.personId, disabledAt: null },
      select: { email: true },
    })
  })
  if (to === null) return
  const text = mailText(
    'You want to disconnect an integration of a customer in the staff console of AQUILA. Type this code there:',
    `    ${code}`,
    `It works once, within ${stepUpMinutes} minutes, in the session in which you asked for it, and for that integration only.`,
    'If it was not you, somebody uses your session: sign out and tell the colleague who looks after AQUILA.',
  )
  await withSecrets([code], () => mailer.send({ to: to.email, subject: 'Your code for AQUILA', text }))
}
