import 'server-only'
import { activityOf } from '#lib/activity/queries.ts'
import type { Member } from '#lib/auth/actor.ts'
import { failureTitle } from '#lib/cloudflare/failure.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import { permissionOf } from '#lib/cloudflare/permissions.ts'
import { writablePermissions } from '#lib/cloudflare/power.ts'
import type { Tx } from '#lib/database.ts'
import { webDatabase } from '#lib/db.ts'
import { checkColumns, checklist, toCheck } from '#lib/integrations/check-row.ts'
import { changes } from '#lib/integrations/start-verification.ts'
import type { ActivityView, IntegrationView } from '#lib/integrations/view.ts'
import { isUuid } from '#lib/is-uuid.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { VerificationTrigger } from '#prisma/generated/enums.ts'

/** The customer's own integrations, the newest first. */
export async function listIntegrations(member: Member): Promise<IntegrationView[]> {
  const { customerId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
    const rows = await tx.integration.findMany({
      where: { customerId },
      select: integrationColumns,
      orderBy: { createdAt: 'desc' },
      take: 200,
    })
    return rows.map(toIntegrationView)
  })
}

/** One of the customer's own integrations; null for an unknown and a foreign id alike. */
export async function findIntegration(member: Member, id: string): Promise<IntegrationView | null> {
  if (!isUuid(id)) return null
  const { customerId } = member
  return webDatabase().forCustomer(customerId, (tx) => selectIntegration(tx, { id, customerId }))
}

/** What has happened to one of the customer's own integrations, newest first. */
export async function findActivity({ customerId }: Member, integrationId: string): Promise<ActivityView[]> {
  return webDatabase().forCustomer(customerId, (tx) =>
    activityOf(tx, { customerId, integrationId }, 'member'),
  )
}

/** Shared with the staff's view: the row as a screen may show it. */
export async function selectIntegration(
  tx: Tx,
  where: Prisma.IntegrationWhereInput,
): Promise<IntegrationView | null> {
  const row = await tx.integration.findFirst({ where, select: integrationColumns })
  return row ? toIntegrationView(row) : null
}

const integrationColumns = {
  id: true,
  state: true,
  accountId: true,
  accountName: true,
  createdAt: true,
  lastVerifiedAt: true,
  disconnectedAt: true,
  pausedAt: true,
  missing: true,
  failure: true,
  power: true,
  nextVerificationAt: true,
  customer: { select: { name: true } },
  zones: { select: { zoneId: true, name: true }, orderBy: { id: 'asc' } },
  credentials: {
    where: { destroyedAt: null },
    select: { kind: true, mask: true, version: true, email: true, expiresOn: true },
    orderBy: { version: 'desc' },
    take: 1,
  },
  verifications: {
    select: {
      id: true,
      createdAt: true,
      startedAt: true,
      finishedAt: true,
      runAt: true,
      trigger: true,
      logSources: true,
      checks: { select: checkColumns, orderBy: { id: 'asc' } },
    },
    orderBy: { createdAt: 'desc' },
    take: 2,
  },
} satisfies Prisma.IntegrationSelect

type IntegrationRow = Prisma.IntegrationGetPayload<{ select: typeof integrationColumns }>

function toIntegrationView(row: IntegrationRow): IntegrationView {
  const [newest, previous] = row.verifications
  // One that only waits has nothing to show yet: the checks of the last run stay on the page.
  const waits = newest && waiting.has(newest.trigger) && !newest.startedAt && !newest.finishedAt
  const shown = waits ? previous : newest
  // While a run of the same credential and ids has not come to them, those of the run before stay on the page.
  const keepsSources = shown && !shown.finishedAt && !changes.has(shown.trigger)
  const credential = row.credentials[0]
  return {
    id: row.id,
    customerName: row.customer.name,
    state: row.state,
    accountId: row.accountId,
    accountName: row.accountName,
    zones: row.zones,
    credential: credential ? { ...credential, expiresOn: timeOf(credential.expiresOn) } : null,
    lastVerifiedAt: row.lastVerifiedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    disconnectedAt: row.disconnectedAt?.toISOString() ?? null,
    pausedAt: row.state === 'disconnected' ? null : timeOf(row.pausedAt),
    missing: row.missing.flatMap((key) => permissionOf(key)?.name ?? []),
    problem: failureTitle(row.failure),
    power: row.power,
    writes: row.power === 'can_write' ? writablePermissions(shown?.checks.map(toCheck) ?? []) : [],
    verification: shown
      ? {
          id: shown.id,
          startedAt: (shown.startedAt ?? shown.createdAt).toISOString(),
          finishedAt: shown.finishedAt?.toISOString() ?? null,
          checks: checklist(
            shown.checks,
            { accountId: row.accountId, zoneIds: row.zones.map((zone) => zone.zoneId) },
            shown.finishedAt !== null,
          ),
          logSources: (shown.logSources ?? (keepsSources ? previous?.logSources : null) ?? null) as unknown as
            | LogSource[]
            | null,
        }
      : null,
    nextTryAt:
      waits && newest.trigger === 'retry' && row.state !== 'disconnected' && !row.pausedAt
        ? newest.runAt.toISOString()
        : null,
    nextVerificationAt: row.state === 'disconnected' || row.pausedAt ? null : timeOf(row.nextVerificationAt),
  }
}

const waiting = new Set<VerificationTrigger>(['retry', 'schedule'])

/** A time that was never one (a row written by other means) must not take the page down. */
function timeOf(time: Date | null): string | null {
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : null
}
