import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { Database, Tx } from '#lib/database.ts'
import { staffDatabase } from '#lib/db.ts'
import { countCapped } from '#lib/listing/count.ts'
import { filterFrom, type ListFilter } from '#lib/listing/filter.ts'
import type { ListedState } from '#lib/listing/view.ts'

const trendDays = 90
const stoppedDays = 14
const stoppedAtMost = 20

export interface Overview {
  /** When the worker last counted all states; null before its first count. */
  countedAt: string | null
  states: { state: ListedState; count: number }[]
  /** What somebody should look at. `count` is null above 500. */
  attention: { name: AttentionName; filter: ListFilter; count: number | null }[]
  /** A day as "2026-12-31", and how many were in each state at its end; the oldest first. */
  trend: { day: string; counts: Partial<Record<ListedState, number>> }[]
  stopped: StoppedVisit[]
}

/** A member who began to connect an account and did not end it. */
export interface StoppedVisit {
  id: string
  customerId: string
  customerName: string
  email: string
  step: string
  method: CredentialKind | null
  seenAt: string
}

export type AttentionName = keyof typeof attention

/** What needs attention, as filters of the list: each number leads to its rows. */
const attention = {
  failing: { state: 'needs_attention' },
  gaps: { state: 'connected_with_gaps' },
  expired: { expiry: 'expired' },
  expiring: { expiry: '30' },
  unconfirmed: { state: 'unconfirmed', since: '1' },
  waiting: { case: 'waiting' },
} as const satisfies Record<string, Record<string, string>>

/** What the staff see first. That it was looked at is recorded with it. */
export function overview(staff: Staff): Promise<Overview> {
  return overviewFrom(staffDatabase(), staff)
}

/** The same from a given database, which the bench makes of several sizes. */
export function overviewFrom(database: Database, staff: Staff): Promise<Overview> {
  return database.transaction(async (tx) => {
    const counts = await countsOf(tx)
    const today = counts.at(-1)
    const found: Overview = {
      countedAt: today?.countedAt ?? null,
      states: states.map((state) => ({ state, count: today?.counts[state] ?? 0 })),
      attention: await attentionOf(tx),
      trend: counts.map(({ day, counts: of }) => ({ day, counts: of })),
      stopped: await stoppedVisits(tx),
    }
    const actor = { kind: 'staff', personId: staff.personId } as const
    await appendActivity(tx, { customerId: null, actor, action: 'overview.viewed' })
    return found
  })
}

const states: ListedState[] = [
  'connected',
  'connected_with_gaps',
  'needs_attention',
  'unconfirmed',
  'verifying',
  'disconnected',
]

async function attentionOf(tx: Tx): Promise<Overview['attention']> {
  const found: Overview['attention'] = []
  for (const name of Object.keys(attention) as AttentionName[]) {
    const filter = filterFrom(attention[name])
    found.push({ name, filter, count: await countCapped(tx, filter) })
  }
  return found
}

interface Day extends Pick<Overview['trend'][number], 'day' | 'counts'> {
  countedAt: string
}

async function countsOf(tx: Tx): Promise<Day[]> {
  const since = new Date(Date.now() - trendDays * 86_400_000)
  const rows = await tx.stateCount.findMany({
    where: { day: { gte: since } },
    orderBy: { day: 'asc' },
  })
  const days = new Map<string, Day>()
  for (const { day, state, count, countedAt } of rows) {
    const key = day.toISOString().slice(0, 10)
    const known = days.get(key) ?? { day: key, counts: {}, countedAt: countedAt.toISOString() }
    known.counts[state] = count
    days.set(key, known)
  }
  return [...days.values()]
}

async function stoppedVisits(tx: Tx): Promise<StoppedVisit[]> {
  // Somebody who is in the wizard at this moment has not stopped.
  const rows = await tx.$queryRaw<(Omit<StoppedVisit, 'seenAt'> & { seenAt: Date })[]>`
    select v.id, v.customer_id as "customerId", c.name as "customerName", p.email, v.step, v.method, v.seen_at as "seenAt"
    from wizard_visit v join customer c on c.id = v.customer_id join person p on p.id = v.person_id
    where v.integration_id is null and v.seen_at < now() - interval '15 minutes'
      and v.seen_at > now() - make_interval(days => ${stoppedDays}::int)
      and not exists (
        select from wizard_visit w where w.customer_id = v.customer_id and w.person_id = v.person_id and w.seen_at > v.seen_at)
    order by v.seen_at desc limit ${stoppedAtMost}`
  return rows.map((row) => ({ ...row, seenAt: row.seenAt.toISOString() }))
}
