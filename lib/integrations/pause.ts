import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import { startVerification } from '#lib/integrations/start-verification.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'

/**
 * Lets AQUILA verify an integration no more by itself; whoever asks for a verification still gets one. False when there is
 * none, it is disconnected, or paused already.
 */
export function pause({ personId }: Staff, integrationId: string): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const where = { id: integrationId, state: { not: 'disconnected' }, pausedAt: null } as const
    const found = await tx.integration.findFirst({ where, select: { customerId: true } })
    if (!found) return false
    const { count } = await tx.integration.updateMany({ where, data: { pausedAt: new Date() } })
    if (count === 0) return false
    const actor = { kind: 'staff', personId } as const
    await appendActivity(tx, { ...found, actor, action: 'integration.paused', integrationId })
    return true
  })
}

/** The way back: verified at once, and then by itself as before. */
export async function resume({ personId }: Staff, integrationId: string): Promise<boolean> {
  const work = () =>
    staffDatabase().transaction(async (tx) => {
      const where = { id: integrationId, state: { not: 'disconnected' }, pausedAt: { not: null } } as const
      const found = await tx.integration.findFirst({ where, select: { customerId: true } })
      if (!found) return false
      const { count } = await tx.integration.updateMany({ where, data: { pausedAt: null } })
      if (count === 0) return false
      await startVerification(tx, { ...found, integrationId }, 'staff')
      const actor = { kind: 'staff', personId } as const
      await appendActivity(tx, { ...found, actor, action: 'integration.resumed', integrationId })
      return true
    })
  try {
    return await work()
  } catch (error) {
    // Somebody asked for a verification in the same moment: the second try finds it and pulls it forward.
    if (isUniqueViolation(error)) return work()
    throw error
  }
}
