import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'
import { staffDatabase } from '#lib/db.ts'
import { type LookReason, lookReasons, reasonLength } from '#lib/looks/reasons.ts'

/**
 * States why a staff member looks at an integration: for an hour they may. It stands in the customer's activity before
 * anything of the integration is shown. False when there is no such integration.
 */
export function stateReason(
  { personId }: Staff,
  integrationId: string,
  { reason, text }: { reason: LookReason; text: string },
): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const owner = await tx.integration.findFirst({
      where: { id: integrationId },
      select: { customerId: true },
    })
    if (!owner) return false
    const said = plainText(text, reasonLength)
    await appendActivity(tx, {
      ...owner,
      actor: { kind: 'staff', personId },
      action: 'integration.opened',
      integrationId,
      details: { reason: lookReasons[reason], ...(said && { text: said }) },
    })
    return true
  })
}
