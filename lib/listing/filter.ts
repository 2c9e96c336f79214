import { type CaseState, caseStates } from '#lib/cases/case.ts'
import { type CheckName, checkNames } from '#lib/cloudflare/check.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { permissionOf } from '#lib/cloudflare/permissions.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { type ListedState, listedStates } from '#lib/listing/view.ts'
import { allOf, type Params, paramsOfQuery, searchOf } from '#lib/query-params.ts'

export const expiryWindows = ['expired', '7', '30', '90', 'none'] as const
export const sorts = ['newest', 'oldest', 'customer', 'expiry', 'verified'] as const
/** Columns that can be left out; customer and state always stand. */
export const optionalColumns = [
  'account',
  'zones',
  'credential',
  'problem',
  'missing',
  'expires',
  'verified',
  'assignee',
  'case',
] as const

/** What stands beside customer and state unless somebody chooses. */
export const defaultColumns: readonly OptionalColumn[] = [
  'account',
  'credential',
  'problem',
  'expires',
  'verified',
  'case',
]

export type ExpiryWindow = (typeof expiryWindows)[number]
export type Sort = (typeof sorts)[number]
export type OptionalColumn = (typeof optionalColumns)[number]

/** What a staff member looks for, and how it is shown; it stands in the address, so that it can be shared and saved. */
export interface ListFilter {
  search: string | null
  state: ListedState | null
  /** The first check that did not pass. */
  check: CheckName | null
  /** The key of a missing permission. */
  permission: string | null
  method: CredentialKind | null
  /** Expired, within so many days, or without an end date. */
  expiry: ExpiryWindow | null
  customer: string | null
  /** A staff member's id, or "nobody". */
  assignee: string | null
  case: CaseState | 'none' | null
  /** Only those that AQUILA does not verify by itself. */
  paused: 'yes' | null
  /** Only those whose state has lasted for so many days. */
  since: number | null
  sort: Sort
  /** Null for those that stand there unless somebody chooses. */
  columns: readonly OptionalColumn[] | null
  /** Where the page begins: behind, or before, the row of a key. */
  after: string | null
  before: string | null
}

const daysAtMost = 3650

/** The filter of an address. What makes no sense there counts as not given. */
export function filterFrom(params: Params): ListFilter {
  const all = (name: string) => allOf(params, name)
  const one = (name: string) => all(name)[0] ?? null
  const among = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === one(name)) ?? null
  const id = (name: string) => {
    const value = one(name)
    return value && isUuid(value) ? value : null
  }
  const key = (name: string) => {
    const value = one(name)
    return value && readKey(value) ? value : null
  }
  const permission = one('permission')
  const days = Number(one('since'))
  const chosen = all('column')
  const before = key('before')
  return {
    search: searchOf(params),
    state: among('state', listedStates),
    check: among('check', checkNames),
    permission: permission && permissionOf(permission) ? permission : null,
    method: among<CredentialKind>('method', ['api_token', 'global_key']),
    expiry: among('expiry', expiryWindows),
    customer: id('customer'),
    assignee: one('assignee') === 'nobody' ? 'nobody' : id('assignee'),
    case: among('case', [...caseStates, 'none'] as const),
    paused: among('paused', ['yes'] as const),
    since: Number.isInteger(days) && days > 0 && days <= daysAtMost ? days : null,
    sort: among('sort', sorts) ?? 'newest',
    columns: chosen.length > 0 ? optionalColumns.filter((column) => chosen.includes(column)) : null,
    after: before ? null : key('after'),
    before,
  }
}

/** The query of an address for a filter, "" when nothing is filtered. */
export function queryOf(filter: ListFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (name === 'columns') for (const column of filter.columns ?? []) query.append('column', column)
    else if (value !== null && !(name === 'sort' && value === 'newest')) query.set(name, String(value))
  }
  const text = query.toString()
  return text && `?${text}`
}

/** The filter of a query as `queryOf` writes it. */
export function filterOfQuery(query: string): ListFilter {
  return filterFrom(paramsOfQuery(query))
}

/** The same filter from its first row on. */
export function fromStart(filter: ListFilter): ListFilter {
  return { ...filter, after: null, before: null }
}

/** Whether anything is filtered, whatever the order and the columns. */
export function isFiltered(filter: ListFilter): boolean {
  const { sort: _, columns: __, after: ___, before: ____, ...conditions } = filter
  return Object.values(conditions).some((value) => value !== null)
}

/** Words of a search. The index knows pieces of three letters: without one such word nothing is searched. */
export function searchWords(search: string): string[] | null {
  const words = search.split(/\s+/).filter(Boolean)
  return words.some((word) => [...word].length >= 3) ? words : null
}

/** A row's place in an order: its id, and what it is ordered by unless that is the id. */
export function rowKey(integrationId: string, value: string | null): string {
  return value === null ? integrationId : `${integrationId}.${value}`
}

export function readKey(key: string): { id: string; value: string } | null {
  const id = key.slice(0, 36)
  const value = key.slice(37)
  if (!isUuid(id) || (key.length > 36 && key[36] !== '.') || value.length > 300) return null
  return { id, value }
}
