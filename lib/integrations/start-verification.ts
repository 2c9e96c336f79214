import 'server-only'
import type { Tx } from '#lib/database.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import type { VerificationTrigger } from '#prisma/generated/enums.ts'

/**
 * Lets the worker verify an integration now. When what is verified has changed, a run that is under way is
 * superseded; otherwise one that waits for its next try, or was given up by the queue, is pulled forward, and one
 * that is being worked on is left to end.
 * @returns the id of the verification that will answer.
 */
export async function startVerification(
  tx: Tx,
  { customerId, integrationId }: { customerId: string; integrationId: string },
  trigger: VerificationTrigger,
): Promise<string> {
  const unfinished = { customerId, integrationId, finishedAt: null }
  if (changes.has(trigger)) {
    await tx.verification.updateMany({ where: unfinished, data: { finishedAt: new Date() } })
  } else {
    const found = await tx.verification.findFirst({
      where: unfinished,
      select: { id: true, startedAt: true },
    })
    if (found) {
      await pullForward(tx, customerId, found, trigger)
      return found.id
    }
  }
  const { id } = await tx.verification.create({
    data: { customerId, integrationId, trigger },
    select: { id: true },
  })
  await enqueue(tx, 'verify', { customerId, id })
  return id
}

/** After these another credential is asked about, or another account: an older answer says nothing of it. */
export const changes = new Set<VerificationTrigger>(['connect', 'correct', 'replace'])

/** One that only waited is now this request's own: history says who asked, and the page shows that it is under way. */
async function pullForward(
  tx: Tx,
  customerId: string,
  { id, startedAt }: { id: string; startedAt: Date | null },
  trigger: VerificationTrigger,
): Promise<void> {
  await tx.verification.updateMany({
    where: { customerId, id },
    data: { runAt: new Date(), ...(!startedAt && { trigger }) },
  })
  await enqueue(tx, 'verify', { customerId, id })
}
