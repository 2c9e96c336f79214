import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import { activityOf } from '#lib/activity/queries.ts'
import type { Staff } from '#lib/auth/actor.ts'
import type { CaseView } from '#lib/cases/case.ts'
import { selectCase } from '#lib/cases/queries.ts'
import type { AuditCoverage } from '#lib/cloudflare/audit-coverage.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase } from '#lib/db.ts'
import type { HistorySummary } from '#lib/integrations/history-view.ts'
import { selectIntegration } from '#lib/integrations/queries.ts'
import { selectHistorySummary } from '#lib/integrations/select-history.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'
import type { ActivityView, IntegrationView } from '#lib/integrations/view.ts'
import { selectVisits, type VisitView } from '#lib/integrations/visits.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { type ReasonNeeded, reasonNeeded } from '#lib/looks/reason-needed.ts'
import { selectNotes } from '#lib/notes/queries.ts'
import type { NoteView } from '#lib/notes/view.ts'

/**
 * One integration of any customer with its activity, once the staff member has said why; null when there is none. The
 * look is recorded in its activity.
 */
export async function reviewIntegration(
  staff: Staff,
  id: string,
): Promise<
  | {
      integration: IntegrationView
      customerId: string
      /** The version of the key that protects the credential; null when there is none. */
      kekId: string | null
      activity: ActivityView[]
      history: HistorySummary | null
      supportCase: CaseView
      visits: VisitView[]
      notes: NoteView[]
      /** Figures alone: the records are sealed under a key that no staff page uses. */
      sample: { recordCount: number; readAt: string; coverage: AuditCoverage | null } | null
    }
  | ReasonNeeded
  | null
> {
  if (!isUuid(id)) return null
  return staffDatabase().transaction(async (tx) => {
    const owner = await tx.integration.findFirst({ where: { id }, select: { customerId: true } })
    const integration = await selectIntegration(tx, { id })
    if (!owner || !integration) return null
    const needed = await reasonNeeded(tx, staff, { ...owner, integrationId: id })
    if (needed) return needed
    await appendActivity(tx, {
      customerId: owner.customerId,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'integration.viewed',
      integrationId: id,
    })
    return {
      integration,
      customerId: owner.customerId,
      kekId: await selectKekId(tx, id),
      activity: await activityOf(tx, { ...owner, integrationId: id }, 'staff'),
      history: await selectHistorySummary(tx, { ...owner, integrationId: id }),
      supportCase: await selectCase(tx, { ...owner, integrationId: id }),
      visits: await selectVisits(tx, owner),
      notes: await selectNotes(tx, { ...owner, integrationId: id }, 'all'),
      sample: await selectSampleFigures(tx, { ...owner, integrationId: id }),
    }
  })
}

/** Apart from the view of an integration: members are not told which key it is. */
async function selectKekId(tx: Tx, integrationId: string): Promise<string | null> {
  const credential = await tx.credential.findFirst({
    where: { integrationId, destroyedAt: null },
    select: { kekId: true },
    orderBy: { version: 'desc' },
  })
  return credential?.kekId ?? null
}

async function selectSampleFigures(tx: Tx, { customerId, integrationId }: Owned) {
  const row = await tx.sample.findFirst({
    where: { customerId, integrationId },
    select: { recordCount: true, readAt: true, coverage: true },
  })
  return (
    row && {
      recordCount: row.recordCount,
      readAt: row.readAt.toISOString(),
      coverage: row.coverage as unknown as AuditCoverage | null,
    }
  )
}
