import { type ActivityAction, activitySentences } from '#lib/activity/actions.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { allOf, type Params, paramsOfQuery } from '#lib/query-params.ts'

/** What stands for AQUILA itself among the actors: the worker, and commands of the operator. */
export const systemName = 'AQUILA'

/** Which records of the portal's trail somebody looks for; it stands in the address, so that it can be shared. */
export interface ActivityFilter {
  /** An e-mail address, or "AQUILA". */
  actor: string | null
  action: ActivityAction | null
  customer: string | null
  /** Days in UTC as "2026-12-31", both included. */
  from: string | null
  to: string | null
  /** Where the page begins: behind (older), or before (newer), the record of a number. */
  after: string | null
  before: string | null
}

const addressLength = 254

/** The filter of an address. What makes no sense there counts as not given. */
export function filterFrom(params: Params): ActivityFilter {
  const one = (name: string) => allOf(params, name)[0] ?? null
  const fitting = (name: string, fits: (value: string) => boolean) => {
    const value = one(name)
    return value !== null && fits(value) ? value : null
  }
  const actor = one('actor')?.slice(0, addressLength) ?? null
  const before = fitting('before', isNumber)
  return {
    actor: actor && (isSystem(actor) ? systemName : actor.toLowerCase()),
    action: fitting('action', isAction) as ActivityAction | null,
    customer: fitting('customer', isUuid),
    from: fitting('from', isDay),
    to: fitting('to', isDay),
    after: before ? null : fitting('after', isNumber),
    before,
  }
}

/** The query of an address for a filter, "" when nothing is filtered. */
export function queryOf(filter: ActivityFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== null) query.set(name, value)
  const text = query.toString()
  return text && `?${text}`
}

/** The filter of a query as `queryOf` writes it. */
export function filterOfQuery(query: string): ActivityFilter {
  return filterFrom(paramsOfQuery(query))
}

/** The same filter from its newest record on. */
export function fromStart(filter: ActivityFilter): ActivityFilter {
  return { ...filter, after: null, before: null }
}

export function isFiltered(filter: ActivityFilter): boolean {
  return Object.values(fromStart(filter)).some((value) => value !== null)
}

function isSystem(actor: string): boolean {
  return actor.toUpperCase() === systemName
}

function isAction(value: string): boolean {
  return Object.hasOwn(activitySentences, value)
}

/** A record's number: digits that the database's own numbers can hold. */
function isNumber(value: string): boolean {
  return /^[1-9]\d{0,17}$/.test(value)
}

/** A day that exists. The portal has no older ones, and the database knows no later ones than it can hold. */
function isDay(value: string): boolean {
  return /^2\d{3}-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value
}
