import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'
import type { HistoryKey } from '#lib/integrations/history-key.ts'
import type { HistoryPage, HistorySummary, VerificationPage } from '#lib/integrations/history-view.ts'
import { selectHistory, selectHistorySummary } from '#lib/integrations/select-history.ts'
import { selectVerification } from '#lib/integrations/select-verification.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { type ReasonNeeded, reasonNeeded } from '#lib/looks/reason-needed.ts'

/** One page of the verifications of the customer's own integration; null for an unknown and a foreign id alike. */
export async function findHistory(
  member: Member,
  integrationId: string,
  key: HistoryKey,
): Promise<HistoryPage | null> {
  return asMember(member, integrationId, (tx, owned) => selectHistory(tx, owned, key))
}

/** One verification of the customer's own integration; null unless both ids are right. */
export async function findVerification(
  member: Member,
  integrationId: string,
  verificationId: string,
): Promise<VerificationPage | null> {
  if (!isUuid(verificationId)) return null
  return asMember(member, integrationId, (tx, owned) => selectVerification(tx, owned, verificationId))
}

/** How many verifications there were, and the last change. */
export async function findHistorySummary(
  member: Member,
  integrationId: string,
): Promise<HistorySummary | null> {
  return asMember(member, integrationId, selectHistorySummary)
}

/** The same page for staff who said why, of any customer. The look is recorded in the integration's activity. */
export async function reviewHistory(
  staff: Staff,
  integrationId: string,
  key: HistoryKey,
): Promise<HistoryPage | ReasonNeeded | null> {
  return asStaff(staff, integrationId, { part: 'history' }, (tx, owned) => selectHistory(tx, owned, key))
}

/** The same verification for staff who said why, of any customer. The look is recorded in the integration's activity. */
export async function reviewVerification(
  staff: Staff,
  integrationId: string,
  verificationId: string,
): Promise<VerificationPage | ReasonNeeded | null> {
  if (!isUuid(verificationId)) return null
  return asStaff(staff, integrationId, { part: 'verification', verificationId }, (tx, owned) =>
    selectVerification(tx, owned, verificationId),
  )
}

async function asMember<T>(
  { customerId }: Member,
  integrationId: string,
  read: (tx: Tx, owned: Owned) => Promise<T | null>,
): Promise<T | null> {
  if (!isUuid(integrationId)) return null
  return webDatabase().forCustomer(customerId, (tx) => read(tx, { customerId, integrationId }))
}

/** What is read and that it was looked at are one transaction; nothing found is no look, and without a reason nothing is shown. */
async function asStaff<T>(
  staff: Staff,
  integrationId: string,
  details: Record<string, string>,
  read: (tx: Tx, owned: Owned) => Promise<T | null>,
): Promise<T | ReasonNeeded | null> {
  if (!isUuid(integrationId)) return null
  return staffDatabase().transaction(async (tx) => {
    const owner = await tx.integration.findFirst({
      where: { id: integrationId },
      select: { customerId: true },
    })
    const found = owner && (await read(tx, { ...owner, integrationId }))
    if (!owner || !found) return null
    const needed = await reasonNeeded(tx, staff, { ...owner, integrationId })
    if (needed) return needed
    await appendActivity(tx, {
      ...owner,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'integration.viewed',
      integrationId,
      details,
    })
    return found
  })
}
