import 'server-only'
import type { Tx } from '#lib/database.ts'
import type { VerificationIds } from '#worker/take-subject.ts'

/**
 * The verification when it is still running, with its integration locked for this transaction; null when it has been
 * superseded. The integration is locked first, as the members' verbs do it: so neither waits for the other in a
 * circle, and nothing is written about an integration that is being disconnected.
 */
export async function lockRunning(tx: Tx, { customerId, verificationId }: VerificationIds) {
  await tx.$queryRaw`
    select from integration
    where customer_id = ${customerId}::uuid and id = (
      select integration_id from verification where id = ${verificationId}::uuid and customer_id = ${customerId}::uuid)
    for no key update`
  return tx.verification.findFirst({
    where: { id: verificationId, customerId, finishedAt: null },
    select: {
      integrationId: true,
      attempt: true,
      trigger: true,
      integration: { select: { pausedAt: true } },
    },
  })
}
