import 'server-only'
import type { Database } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { staffRoleMail } from '#lib/mails/staff-role.ts'
import type { Mailer } from '#worker/mailer.ts'

/** Tells a person of the staff role that they have now; nothing when it was taken back meanwhile. */
export async function sendStaffRole(
  { database, mailer, origin }: { database: Database; mailer: Mailer; origin: string },
  job: JobPayload,
): Promise<void> {
  const found = await database.transaction((tx) =>
    tx.staffRole.findFirst({
      where: { personId: job.id, person: { disabledAt: null } },
      select: { role: true, person: { select: { email: true } } },
    }),
  )
  if (!found) return
  const { email } = found.person
  await mailer.send({ to: email, ...staffRoleMail({ role: found.role, email, link: `${origin}/sign-in` }) })
}
