import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { cleanCode, hashToken } from '#lib/auth/tokens.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'
import { staffDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { disconnectReasonLength } from '#lib/step-up/step-up.ts'
import { uuidv7 } from '#lib/uuid.ts'

export type StaffDisconnected = 'done' | 'refused' | 'gone'

/**
 * Ends an integration of any customer, as its members can. Only with the code that was mailed to this staff member for it,
 * in this session, within five minutes: the database itself checks that, so a mistake here ends nothing. The reason stands in
 * the customer's activity, and the database notes in the same transaction that all members are to be told by mail. "gone":
 * there is none that could be ended.
 */
export function disconnectAsStaff(
  { personId }: Staff,
  integrationId: string,
  { code, sessionHash, reason }: { code: string; sessionHash: Uint8Array<ArrayBuffer>; reason: string },
): Promise<StaffDisconnected> {
  const codeHash = hashToken('step-up-code', cleanCode(code))
  return staffDatabase().transaction(async (tx) => {
    const found = await tx.integration.findFirst({
      where: { id: integrationId },
      select: { customerId: true },
    })
    if (!found) return 'gone'
    const noticeId = uuidv7()
    const [answer] = await tx.$queryRaw<{ outcome: StaffDisconnected }[]>`
      select app.disconnect_by_staff(${personId}::uuid, ${sessionHash}, ${integrationId}::uuid, ${codeHash},
        ${noticeId}::uuid) as outcome`
    if (answer?.outcome !== 'done') return answer?.outcome ?? 'refused'
    await enqueue(tx, 'send_notice', { ...found, id: noticeId })
    await appendActivity(tx, {
      ...found,
      actor: { kind: 'staff', personId },
      action: 'integration.disconnected',
      integrationId,
      details: { reason: plainText(reason, disconnectReasonLength) },
    })
    return 'done'
  })
}
