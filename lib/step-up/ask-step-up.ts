import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { uuidv7 } from '#lib/uuid.ts'

/**
 * Lets the worker mail a staff member a code that works once, within five minutes, in this session, for this integration.
 * An older one stops working. False when there is no such integration to disconnect, or the session has ended.
 */
export function askStepUp(
  { personId }: Staff,
  integrationId: string,
  sessionHash: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const found = await tx.integration.findFirst({
      where: { id: integrationId, state: { not: 'disconnected' } },
      select: { customerId: true },
    })
    if (!found) return false
    const id = uuidv7()
    const [answer] = await tx.$queryRaw<{ asked: boolean }[]>`
      select app.ask_step_up(${id}::uuid, ${personId}::uuid, ${sessionHash}, ${integrationId}::uuid) as asked`
    if (!answer?.asked) return false
    await enqueue(tx, 'send_step_up', { customerId: null, id })
    const actor = { kind: 'staff', personId } as const
    await appendActivity(tx, { ...found, actor, action: 'step_up.requested', integrationId })
    return true
  })
}
