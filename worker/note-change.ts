import 'server-only'
import type { Tx } from '#lib/database.ts'
import type { IntegrationState, VerificationTrigger } from '#prisma/generated/enums.ts'
import { writeNotice } from '#worker/write-notice.ts'

/** Somebody who has just typed sits before the result, and may be about to type again. */
const watched = new Set<VerificationTrigger>(['connect', 'correct', 'replace'])

interface Finished {
  customerId: string
  integrationId: string
  verificationId: string
  trigger: VerificationTrigger
  state: IntegrationState
}

/**
 * Tells the members when a connection that worked breaks, once until it has worked again, and that it works again.
 * One that never worked is no break, and neither is one that could not be told. What a member broke by replacing or
 * correcting is told by the next verification that finds it broken still: the next day's, or one that anybody asks for.
 */
export async function noteChange(tx: Tx, finished: Finished): Promise<void> {
  const { customerId, integrationId, verificationId, trigger, state } = finished
  if (state === 'unconfirmed' || (state === 'needs_attention' && watched.has(trigger))) return
  const about = await lastWorking(tx, { customerId, integrationId, id: { not: verificationId } })
  if (about === null) return
  const notice = { customerId, integrationId, about: about.id }
  if (state === 'needs_attention') await writeNotice(tx, { ...notice, kind: 'needs_attention' })
  else if (
    await tx.notice.count({ where: { ...notice, kind: 'needs_attention', reached: { isEmpty: false } } })
  )
    await writeNotice(tx, { ...notice, kind: 'works_again' })
}

/** The last verification that found the connection working. */
export function lastWorking(
  tx: Tx,
  where: { customerId: string; integrationId: string; id?: { not: string } },
): Promise<{ id: string; finishedAt: Date | null } | null> {
  return tx.verification.findFirst({
    where: { ...where, verdict: { in: ['connected', 'connected_with_gaps'] } },
    select: { id: true, finishedAt: true },
    orderBy: { createdAt: 'desc' },
  })
}
