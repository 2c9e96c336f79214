import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import type { KeysView, KeyView } from '#lib/keys/view.ts'
import { webKeys } from '#lib/vault/web-keys.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Answered from the index `credential_kek` alone: no row of a credential is read, and a million take a moment. */
export const countByKey = Prisma.sql`
  select kek_id as "kekId", count(*)::int as count, min(created_at) as "oldestAt", max(created_at) as "newestAt"
  from credential where destroyed_at is null group by kek_id`

interface Row {
  kekId: string
  count: number
  oldestAt: Date
  newestAt: Date
}

/** Which key version protects how many credentials. That it was looked at is recorded with it. */
export async function findKeys(staff: Staff): Promise<KeysView> {
  const current = await webKeys.kekId()
  return staffDatabase().transaction(async (tx) => {
    const rows = await tx.$queryRaw<Row[]>(countByKey)
    const actor = { kind: 'staff', personId: staff.personId } as const
    await appendActivity(tx, { customerId: null, actor, action: 'keys.viewed' })
    return toView(rows, current)
  })
}

function toView(rows: readonly Row[], current: string): KeysView {
  const keys: KeyView[] = rows.map(({ kekId, count, oldestAt, newestAt }) => ({
    kekId,
    isCurrent: kekId === current,
    count,
    oldestAt: oldestAt.toISOString(),
    newestAt: newestAt.toISOString(),
  }))
  const others = keys.filter(({ isCurrent }) => !isCurrent)
  others.sort((one, other) => ((one.newestAt ?? '') < (other.newestAt ?? '') ? 1 : -1))
  return {
    count: keys.reduce((sum, { count }) => sum + count, 0),
    keys: [
      keys.find(({ isCurrent }) => isCurrent) ?? {
        kekId: current,
        isCurrent: true,
        count: 0,
        oldestAt: null,
        newestAt: null,
      },
      ...others,
    ],
    oldestAt: keys.flatMap(({ oldestAt }) => oldestAt ?? []).toSorted()[0] ?? null,
  }
}
