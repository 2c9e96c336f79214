import 'server-only'
import { isUuid } from '#lib/is-uuid.ts'
import { type ListFilter, readKey, type Sort, searchWords } from '#lib/listing/filter.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Sql = Prisma.Sql
const { sql, join, empty } = Prisma

/** What a filter asks of a row of `listing l`, beginning with "where"; nothing when it asks nothing. */
export function whereOf(filter: ListFilter, ...more: Sql[]): Sql {
  const all = [...conditionsOf(filter), ...more]
  return all.length > 0 ? sql`where ${join(all, ' and ')}` : empty
}

function conditionsOf(filter: ListFilter): Sql[] {
  const { search, state, check, permission, method, expiry, customer, assignee, paused, since } = filter
  const is = <T>(value: T | null, condition: (value: T) => Sql) => (value === null ? [] : [condition(value)])
  return [
    ...is(search, matches),
    ...is(state, (value) => sql`l.state = ${value}::listed_state`),
    ...is(check, (value) => sql`l.failed_check = ${value}`),
    ...is(permission, (value) => sql`l.missing @> array[${value}]`),
    ...is(method, (value) => sql`l.kind = ${value}::credential_kind`),
    ...is(expiry, (value) => expires[value]),
    ...is(customer, (value) => sql`l.customer_id = ${value}::uuid`),
    ...is(assignee, (value) =>
      value === 'nobody' ? sql`l.assignee_id is null` : sql`l.assignee_id = ${value}::uuid`,
    ),
    ...is(filter.case, (value) =>
      value === 'none' ? sql`l.case_state is null` : sql`l.case_state = ${value}::case_state`,
    ),
    ...is(paused, () => sql`l.paused_at is not null`),
    ...is(since, (value) => sql`l.state_since < now() - make_interval(days => ${value}::int)`),
  ]
}

const expiresOn = sql`coalesce(l.expires_on, 'infinity'::timestamptz)`
const lastVerifiedAt = sql`coalesce(l.last_verified_at, '-infinity'::timestamptz)`
const within = (days: number) =>
  sql`${expiresOn} >= now() and ${expiresOn} < now() + make_interval(days => ${days}::int)`

const expires = {
  expired: sql`${expiresOn} < now()`,
  '7': within(7),
  '30': within(30),
  '90': within(90),
  none: sql`l.expires_on is null`,
} satisfies Record<NonNullable<ListFilter['expiry']>, Sql>

function matches(search: string): Sql {
  const id = search.toLowerCase()
  // A whole id of the portal's own: of an integration, or of a support bundle, which is that of its verification.
  if (isUuid(id)) {
    return sql`l.integration_id in (
      select ${id}::uuid union all select integration_id from verification where id = ${id}::uuid)`
  }
  const words = searchWords(search)
  // Too short for the index: what reads a million rows to find two letters helps nobody.
  if (!words) return sql`false`
  return join(
    words.map((word) => sql`l.search like app.fold(${contains(word)})`),
    ' and ',
  )
}

/** The pattern for "has this in it". */
export function contains(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}

interface Order {
  /** What the rows are ordered by before their id; null when by their id alone. */
  by: Sql | null
  /** The same as the text that a key carries. */
  text: Sql
  /** A key's text as a value again, or null for one that is none. */
  parse: (text: string) => Sql | null
  isDescending: boolean
}

const time = {
  text: (by: Sql) => sql`(${by} at time zone 'UTC')::text`,
  parse: (text: string) => (isTime(text) ? sql`(${text}::timestamp at time zone 'UTC')` : null),
}

/** Only what PostgreSQL reads as a time: a made-up key must not become an error of the database. */
function isTime(text: string): boolean {
  if (/^-?infinity$/.test(text)) return true
  const isWritten = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/.test(text)
  return (
    isWritten &&
    new Date(`${text.slice(0, 19).replace(' ', 'T')}Z`).toJSON()?.slice(0, 10) === text.slice(0, 10)
  )
}

const orders: Record<Sort, Order> = {
  newest: { by: null, text: sql`null`, parse: () => null, isDescending: true },
  oldest: { by: null, text: sql`null`, parse: () => null, isDescending: false },
  customer: {
    by: sql`l.customer_name`,
    text: sql`l.customer_name`,
    parse: (text) => sql`${text}`,
    isDescending: false,
  },
  expiry: { by: expiresOn, text: time.text(expiresOn), parse: time.parse, isDescending: false },
  verified: { by: lastVerifiedAt, text: time.text(lastVerifiedAt), parse: time.parse, isDescending: false },
}

export interface PageOrder {
  /** "order by …". */
  order: Sql
  /** The condition of the key that the page begins at; null for the first page. */
  from: Sql | null
  /** What a row's key carries beside its id. */
  keyText: Sql
}

/** How the rows of a page are found: in the order of the filter, or against it on the way back. */
export function orderOf({ sort, after, before }: ListFilter): PageOrder {
  const { by, text, parse, isDescending } = orders[sort]
  const down = (before !== null) !== isDescending
  const direction = down ? sql`desc` : sql`asc`
  const order = by
    ? sql`order by ${by} ${direction}, l.integration_id ${direction}`
    : sql`order by l.integration_id ${direction}`
  const key = readKey(before ?? after ?? '')
  if (!key) return { order, from: null, keyText: text }
  const value = parse(key.value)
  const beyond = down ? sql`<` : sql`>`
  if (!by) return { order, from: sql`l.integration_id ${beyond} ${key.id}::uuid`, keyText: text }
  // A key of another order is none: the list begins anew.
  if (!value) return { order, from: null, keyText: text }
  return { order, from: sql`(${by}, l.integration_id) ${beyond} (${value}, ${key.id}::uuid)`, keyText: text }
}
