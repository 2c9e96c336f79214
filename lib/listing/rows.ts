import 'server-only'
import type { CaseState } from '#lib/cases/case.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { failureTitle } from '#lib/cloudflare/failure.ts'
import { permissionOf } from '#lib/cloudflare/permissions.ts'
import type { Power } from '#lib/cloudflare/power.ts'
import type { Tx } from '#lib/database.ts'
import { orderOf, whereOf } from '#lib/listing/conditions.ts'
import { type ListFilter, rowKey } from '#lib/listing/filter.ts'
import type { ListedIntegration, ListedState } from '#lib/listing/view.ts'
import { Prisma } from '#prisma/generated/client.ts'

interface Row {
  id: string
  key: string | null
  customerId: string
  customerName: string
  accountId: string
  accountName: string | null
  firstZone: string | null
  zoneCount: number
  state: ListedState
  failure: string | null
  missing: string[]
  kind: CredentialKind | null
  mask: string | null
  power: Power | null
  expiresOn: Date | null
  lastVerifiedAt: Date | null
  createdAt: Date
  assignee: string | null
  caseState: CaseState | null
  nextContactOn: string | null
  isPaused: boolean
}

/** At most `most` rows of a filter from its key on, in the order in which they are found: backwards when it says `before`. */
export async function selectRows(tx: Tx, filter: ListFilter, most: number): Promise<ListedIntegration[]> {
  const rows = await tx.$queryRaw<Row[]>(rowsQuery(filter, most))
  return rows.map(toListed)
}

/** The statement of `selectRows`; measured as it is by the bench. */
export function rowsQuery(filter: ListFilter, most: number): Prisma.Sql {
  const { order, from, keyText } = orderOf(filter)
  return Prisma.sql`
    select l.integration_id as id, ${keyText} as key, l.customer_id as "customerId", l.customer_name as "customerName",
      l.account_id as "accountId", l.account_name as "accountName", l.first_zone as "firstZone",
      l.zone_count as "zoneCount", l.state, l.failure, l.missing, l.kind, l.mask, l.power,
      l.expires_on as "expiresOn", l.last_verified_at as "lastVerifiedAt", l.created_at as "createdAt",
      p.email as assignee, l.case_state as "caseState", l.next_contact_on::text as "nextContactOn",
      l.paused_at is not null as "isPaused"
    from console.listing l left join person p on p.id = l.assignee_id
    ${whereOf(filter, ...(from ? [from] : []))} ${order} limit ${most}`
}

function toListed({ key, failure, kind, mask, power, ...row }: Row): ListedIntegration {
  return {
    ...row,
    key: rowKey(row.id, key),
    problem: failureTitle(failure),
    missing: row.missing.flatMap((permission) => permissionOf(permission)?.name ?? []),
    credential: kind && mask ? { kind, mask, power } : null,
    expiresOn: row.expiresOn?.toISOString() ?? null,
    lastVerifiedAt: row.lastVerifiedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}
