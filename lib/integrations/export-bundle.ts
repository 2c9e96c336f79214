import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'
import { verificationsOf } from '#lib/integrations/select-history.ts'
import { credentialOf } from '#lib/integrations/select-verification.ts'
import { supportBundle } from '#lib/integrations/support-bundle.ts'
import { keyOf, type Owned, olderThan } from '#lib/integrations/verification-keys.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { type ReasonNeeded, reasonNeeded } from '#lib/looks/reason-needed.ts'
import { countTry, type TooOften } from '#lib/rate-limit.ts'
import about from '#package.json' with { type: 'json' }

export interface ExportedBundle {
  /** The id of the verification that it is about. */
  id: string
  at: string
  text: string
}

/** How long a bundle that somebody opened may be opened or downloaded again as one and the same act. */
const sameActMs = 10 * 60_000

/**
 * Makes the support bundle of a verification of the member's own integration; of the newest one when none is named.
 * Null for unknown and foreign ids alike.
 *
 * It counts as exported from the moment its text is shown, for it can be copied then; that is recorded in the same
 * transaction. To download what one has just opened, or to reload it, is no second export.
 */
export async function exportBundle(
  { customerId, personId }: Member,
  integrationId: string,
  verificationId: string | null,
): Promise<ExportedBundle | TooOften | null> {
  if (!isUuid(integrationId)) return null
  const refusal = await countTry([
    ['bundlePerson', personId],
    ['bundleCustomer', customerId],
  ])
  if (refusal) return refusal
  return webDatabase().forCustomer(customerId, async (tx) => {
    const owned = { customerId, integrationId }
    const id = await idOf(tx, owned, verificationId)
    return id === null ? null : make(tx, owned, id, { kind: 'member', personId })
  })
}

/** The same bundle for staff who said why, of any customer's integration. */
export async function exportBundleAsStaff(
  staff: Staff,
  integrationId: string,
  verificationId: string | null,
): Promise<ExportedBundle | TooOften | ReasonNeeded | null> {
  if (!isUuid(integrationId)) return null
  const { personId } = staff
  const refusal = await countTry([['bundlePerson', personId]])
  if (refusal) return refusal
  return staffDatabase().transaction(async (tx) => {
    const owner = await tx.integration.findFirst({
      where: { id: integrationId },
      select: { customerId: true },
    })
    if (!owner) return null
    const owned = { ...owner, integrationId }
    const id = await idOf(tx, owned, verificationId)
    if (id === null) return null
    return (await reasonNeeded(tx, staff, owned)) ?? make(tx, owned, id, { kind: 'staff', personId })
  })
}

interface Exporter {
  kind: 'member' | 'staff'
  personId: string
}

/** The verification that is meant, the newest one when none is named; null when it is none of this integration. */
async function idOf(tx: Tx, owned: Owned, verificationId: string | null): Promise<string | null> {
  if (verificationId === null) return (await olderThan(tx, owned, null, 1))[0] ?? null
  return isUuid(verificationId) ? keyOf(tx, owned, verificationId) : null
}

async function make(tx: Tx, owned: Owned, id: string, actor: Exporter): Promise<ExportedBundle | null> {
  const bundle = await read(tx, owned, id)
  if (!bundle) return null
  const madeAt = new Date()
  // Every look by staff stands in the trail by itself.
  if (actor.kind === 'staff' || !(await isSameAct(tx, owned, id, actor, madeAt))) {
    await appendActivity(tx, {
      customerId: owned.customerId,
      actor,
      action: 'support_bundle.exported',
      integrationId: owned.integrationId,
      details: { verificationId: id },
    })
  }
  return bundle
}

async function read(tx: Tx, owned: Owned, id: string): Promise<ExportedBundle | null> {
  const { customerId, integrationId } = owned
  const [run] = await verificationsOf(tx, owned, [id])
  const integration = await tx.integration.findFirst({
    where: { id: integrationId, customerId },
    select: { state: true, accountId: true, zones: { select: { zoneId: true }, orderBy: { id: 'asc' } } },
  })
  const found = await tx.verification.findFirst({
    where: { id, customerId, integrationId },
    select: { logSources: true },
  })
  if (!run || !integration || !found) return null
  const { state, accountId, zones } = integration
  const text = supportBundle({
    integrationId,
    state,
    accountId,
    zoneIds: zones.map(({ zoneId }) => zoneId),
    run,
    credential: await credentialOf(tx, owned, run),
    logSources: found.logSources as unknown as LogSource[] | null,
    portalVersion: about.version,
    madeAt: new Date(),
  })
  const at = (run.startedAt ?? run.createdAt).toISOString()
  return { id, at, text }
}

/** Whether this person's export of this very bundle stands in the trail already, a moment ago. */
async function isSameAct(
  tx: Tx,
  { customerId, integrationId }: Owned,
  verificationId: string,
  { kind, personId }: Exporter,
  now: Date,
): Promise<boolean> {
  const records = await tx.activity.findMany({
    where: {
      customerId,
      integrationId,
      action: 'support_bundle.exported',
      at: { gt: new Date(now.getTime() - sameActMs) },
    },
    select: { payload: true },
  })
  return records.some(({ payload }) => {
    const { actor, details } = JSON.parse(payload) as {
      actor: Exporter
      details?: { verificationId?: string }
    }
    return actor.kind === kind && actor.personId === personId && details?.verificationId === verificationId
  })
}
