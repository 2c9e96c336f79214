import 'server-only'
import type { Tx } from '#lib/database.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { uuidv7 } from '#lib/uuid.ts'
import type { NoticeKind } from '#prisma/generated/enums.ts'

/** Notes that members are to be told, and lets it be mailed; once for one matter. */
export async function writeNotice(
  tx: Tx,
  notice: { customerId: string; integrationId: string; kind: NoticeKind; about: string },
): Promise<void> {
  const id = uuidv7()
  const { count } = await tx.notice.createMany({ data: [{ id, ...notice }], skipDuplicates: true })
  if (count === 1) await enqueue(tx, 'send_notice', { customerId: notice.customerId, id })
}
