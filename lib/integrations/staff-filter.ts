import { isUuid } from '#lib/is-uuid.ts'
import { IntegrationState } from '#prisma/generated/enums.ts'

/** What a staff member looks for; it stands in the address, so that it can be shared. */
export interface StaffFilter {
  search: string | null
  state: IntegrationState | null
  /** Ids at which the page begins: rows older than `after`, or newer than `before`. */
  after: string | null
  before: string | null
}

type Params = Record<string, string | string[] | undefined>

/** The filter of an address. What makes no sense there counts as not given. */
export function filterFrom(params: Params): StaffFilter {
  const one = (name: string) => [params[name]].flat()[0]?.trim() || null
  const id = (name: string) => {
    const value = one(name)
    return value && isUuid(value) ? value : null
  }
  const before = id('before')
  return {
    search: one('search')?.slice(0, 100) ?? null,
    state: Object.values(IntegrationState).find((state) => state === one('state')) ?? null,
    after: before ? null : id('after'),
    before,
  }
}

/** The query of an address for a filter, "" when nothing is filtered. */
export function queryOf(filter: StaffFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const query = new URLSearchParams(given).toString()
  return query && `?${query}`
}
