import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase } from '#lib/db.ts'
import { lockLive } from '#lib/integrations/lock-live.ts'
import { startVerification } from '#lib/integrations/start-verification.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'

/**
 * Lets AQUILA verify an integration no more by itself; whoever asks for a verification still gets one. False when there is
 * none, it is disconnected, or paused already.
 */
export function pause({ personId }: Staff, integrationId: string): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const owned = await setPaused(tx, integrationId, new Date())
    if (!owned) return false
    const actor = { kind: 'staff', personId } as const
    await appendActivity(tx, { ...owned, actor, action: 'integration.paused' })
    return true
  })
}

/** The way back: verified at once, and then by itself as before. */
export function resume({ personId }: Staff, integrationId: string): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const owned = await setPaused(tx, integrationId, null)
    if (!owned) return false
    await startVerification(tx, owned, 'staff')
    const actor = { kind: 'staff', personId } as const
    await appendActivity(tx, { ...owned, actor, action: 'integration.resumed' })
    return true
  })
}

/** Null when there is nothing to change. */
async function setPaused(tx: Tx, integrationId: string, pausedAt: Date | null): Promise<Owned | null> {
  const [owned] = await lockLive(tx, [integrationId])
  if (!owned) return null
  const { count } = await tx.integration.updateMany({
    where: { id: integrationId, customerId: owned.customerId, pausedAt: pausedAt ? null : { not: null } },
    data: { pausedAt },
  })
  return count === 0 ? null : owned
}
