import 'server-only'
import type { Tx } from '#lib/database.ts'
import type { VerificationPage } from '#lib/integrations/history-view.ts'
import { pastChecklist } from '#lib/integrations/past-checklist.ts'
import { pastVerification, type StoredVerification } from '#lib/integrations/past-verification.ts'
import { historyOf, verificationsOf } from '#lib/integrations/select-history.ts'
import { keyOf, newerThan, type Owned, olderThan, withVerdict } from '#lib/integrations/verification-keys.ts'

/** One verification of an integration with everything it found; null when it is none of this integration. */
export async function selectVerification(
  tx: Tx,
  owned: Owned,
  verificationId: string,
): Promise<VerificationPage | null> {
  const of = await historyOf(tx, owned)
  const id = await keyOf(tx, owned, verificationId)
  if (!of || id === null) return null
  const [beforeId] = await withVerdict(tx, owned, id, 1)
  const [run, before] = await verificationsOf(tx, owned, beforeId ? [id, beforeId] : [id])
  if (!run) return null
  const [newer] = await newerThan(tx, owned, id, 1)
  const [older] = await olderThan(tx, owned, id, 1)
  const [newest] = await olderThan(tx, owned, null, 1)
  return {
    ...of,
    verification: pastVerification(run, before ?? null),
    comparedWith: before ? { id: before.id, at: (before.startedAt ?? before.createdAt).toISOString() } : null,
    checks: pastChecklist(run.checks),
    credential: await credentialOf(tx, owned, run),
    newest: newest === id ? null : (newest ?? null),
    newer: newer ?? null,
    older: older ?? null,
  }
}

/** The version of the credential that it used; never more than what a screen may show of it. */
export async function credentialOf(
  tx: Tx,
  { customerId, integrationId }: Owned,
  { credentialVersion }: StoredVerification,
) {
  if (credentialVersion === null) return null
  return tx.credential.findFirst({
    where: { customerId, integrationId, version: credentialVersion },
    select: { kind: true, mask: true, version: true, email: true },
  })
}
