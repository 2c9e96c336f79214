import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { webDatabase } from '#lib/db.ts'
import { lockOwn } from '#lib/integrations/lock-own.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'

export type RefreshRequest =
  | { outcome: 'asked' }
  | { outcome: 'not_found' }
  | { outcome: 'wait'; until: Date }

/** Lets the worker read newer records. Not before the time that Cloudflare asked for, when it wanted to be left alone. */
export function requestRefresh(member: Member, integrationId: string): Promise<RefreshRequest> {
  const { customerId, personId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
    if (!(await lockOwn(tx, member, integrationId))) return { outcome: 'not_found' }
    const sample = await tx.sample.findFirst({
      where: { customerId, integrationId },
      select: { verificationId: true, refreshAfter: true },
    })
    if (!sample) return { outcome: 'not_found' }
    const { verificationId, refreshAfter } = sample
    if (refreshAfter && refreshAfter.getTime() > Date.now()) return { outcome: 'wait', until: refreshAfter }
    await tx.sample.updateMany({ where: { customerId, integrationId }, data: { refreshAskedAt: new Date() } })
    await enqueue(tx, 'refresh_sample', { customerId, id: verificationId })
    const actor = { kind: 'member', personId } as const
    await appendActivity(tx, { customerId, actor, action: 'sample.refresh_requested', integrationId })
    return { outcome: 'asked' }
  })
}
