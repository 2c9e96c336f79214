import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import { webDatabase } from '#lib/db.ts'
import type { LookView } from '#lib/looks/view.ts'

const most = 20

/** Who of AQUILA has opened the customer's own integration, the newest first. */
export function findLooks({ customerId }: Member, integrationId: string): Promise<LookView[]> {
  return webDatabase().forCustomer(customerId, async (tx) => {
    const rows = await tx.activity.findMany({
      where: { customerId, integrationId, action: 'integration.opened' },
      select: { seq: true, at: true, actorId: true, payload: true },
      orderBy: { seq: 'desc' },
      take: most,
    })
    const ids = rows.flatMap(({ actorId }) => actorId ?? [])
    const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } })
    const emails = new Map(people.map((person) => [person.id, person.email]))
    return rows.map(({ seq, at, actorId, payload }) => {
      const { details } = JSON.parse(payload) as { details?: { reason?: string; text?: string } }
      return {
        seq: seq.toString(),
        at: at.toISOString(),
        who: emails.get(actorId ?? '') ?? 'A person since removed',
        reason: details?.reason ?? 'No reason given',
        text: details?.text ?? null,
      }
    })
  })
}
