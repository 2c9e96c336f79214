import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { cleanCode, hashToken } from '#lib/auth/tokens.ts'
import { staffDatabase } from '#lib/db.ts'

export type StaffDisconnected = 'done' | 'refused' | 'gone'

/**
 * Ends an integration of any customer, as its members can. Only with the code that was mailed to this staff member for it,
 * in this session, within five minutes: the database itself checks that, so a mistake here ends nothing. "gone": there is
 * none that could be ended.
 */
export function disconnectAsStaff(
  { personId }: Staff,
  integrationId: string,
  { code, sessionHash }: { code: string; sessionHash: Uint8Array<ArrayBuffer> },
): Promise<StaffDisconnected> {
  const codeHash = hashToken('step-up-code', cleanCode(code))
  return staffDatabase().transaction(async (tx) => {
    const found = await tx.integration.findFirst({
      where: { id: integrationId },
      select: { customerId: true },
    })
    if (!found) return 'gone'
    const [answer] = await tx.$queryRaw<{ outcome: StaffDisconnected }[]>`
      select app.disconnect_by_staff(${personId}::uuid, ${sessionHash}, ${integrationId}::uuid, ${codeHash}) as outcome`
    if (answer?.outcome !== 'done') return answer?.outcome ?? 'refused'
    const actor = { kind: 'staff', personId } as const
    await appendActivity(tx, { ...found, actor, action: 'integration.disconnected', integrationId })
    return 'done'
  })
}
