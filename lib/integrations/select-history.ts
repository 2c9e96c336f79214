import 'server-only'
import type { Tx } from '#lib/database.ts'
import { checkColumns, toCheck } from '#lib/integrations/check-row.ts'
import type { HistoryKey } from '#lib/integrations/history-key.ts'
import type { HistoryOf, HistoryPage, HistorySummary } from '#lib/integrations/history-view.ts'
import { pastVerification, type StoredVerification } from '#lib/integrations/past-verification.ts'
import { keyOf, newerThan, type Owned, olderThan, withVerdict } from '#lib/integrations/verification-keys.ts'

const pageSize = 20
/** How many verifications the page of an integration looks through for the last change. */
const lookBack = 8

/**
 * One page of an integration's verifications, newest first. Only the checks of this page are loaded, and those of the
 * one before it that the oldest is compared with. A key that leads nowhere shows the first page.
 */
export async function selectHistory(tx: Tx, owned: Owned, key: HistoryKey): Promise<HistoryPage | null> {
  const of = await historyOf(tx, owned)
  if (!of) return null
  const before = await keyOf(tx, owned, key.before)
  const after = before === null ? await keyOf(tx, owned, key.after) : null
  const found = before
    ? await newerThan(tx, owned, before, pageSize + 1)
    : await olderThan(tx, owned, after, pageSize + 1)
  const hasMore = found.length > pageSize
  const ids = found.slice(0, pageSize)
  if (before) ids.reverse()
  const { customerId, integrationId } = owned
  const [first, last] = [ids[0] ?? null, ids.at(-1) ?? null]
  const base = last === null ? [] : await withVerdict(tx, owned, last, 1)
  const runs = await verificationsOf(tx, owned, [...ids, ...base])
  return {
    ...of,
    count: await tx.verification.count({ where: { customerId, integrationId } }),
    rows: runs.slice(0, ids.length).map((run, index) => pastVerification(run, lastBefore(runs, index))),
    newer: (before ? hasMore : after !== null) ? first : null,
    older: before || hasMore ? last : null,
  }
}

/** How many verifications there are, and the last change between the newest of them; null when there are none. */
export async function selectHistorySummary(tx: Tx, owned: Owned): Promise<HistorySummary | null> {
  const { customerId, integrationId } = owned
  const count = await tx.verification.count({ where: { customerId, integrationId } })
  if (count === 0) return null
  const runs = await verificationsOf(tx, owned, await withVerdict(tx, owned, null, lookBack))
  for (const [index, run] of runs.entries()) {
    const { id: verificationId, at, changes } = pastVerification(run, runs[index + 1] ?? null)
    if (changes && changes.length > 0)
      return { count, compared: index + 1, last: { verificationId, at, changes } }
  }
  return { count, compared: runs.length, last: null }
}

/** The head of every page about the history; null when there is no such integration. */
export async function historyOf(tx: Tx, { customerId, integrationId }: Owned): Promise<HistoryOf | null> {
  const found = await tx.integration.findFirst({
    where: { id: integrationId, customerId },
    select: { accountId: true, accountName: true, customer: { select: { name: true } } },
  })
  if (!found) return null
  const { accountId, accountName, customer } = found
  return { integrationId, customerName: customer.name, accountId, accountName }
}

/** Verifications with their checks, in the order of the ids. */
export async function verificationsOf(tx: Tx, owned: Owned, ids: string[]): Promise<StoredVerification[]> {
  const { customerId, integrationId } = owned
  const rows = await tx.verification.findMany({
    where: { id: { in: ids }, customerId, integrationId },
    select: {
      id: true,
      trigger: true,
      attempt: true,
      createdAt: true,
      runAt: true,
      startedAt: true,
      finishedAt: true,
      verdict: true,
      accountId: true,
      credentialVersion: true,
      checks: { select: checkColumns, orderBy: { id: 'asc' } },
    },
  })
  const found = new Map(rows.map((row) => [row.id, { ...row, checks: row.checks.map(toCheck) }]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** In a list of the newest first: the next older one that has a verdict. */
function lastBefore(runs: StoredVerification[], index: number): StoredVerification | null {
  return runs.slice(index + 1).find(({ verdict }) => verdict !== null) ?? null
}
