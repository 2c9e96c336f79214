import { isUuid } from '#lib/is-uuid.ts'

/** What staff look for among the customers; it stands in the address. */
export interface CustomerFilter {
  search: string | null
  /** Where the page begins: behind, or before, the customer of this id. */
  after: string | null
  before: string | null
}

type Params = Record<string, string | string[] | undefined>

const searchLength = 100

/** The filter of an address. What makes no sense there counts as not given. */
export function customerFilterFrom(params: Params): CustomerFilter {
  // Without the one character that PostgreSQL takes in no text.
  const one = (name: string) => [params[name]].flat()[0]?.replaceAll('\0', '').trim() || null
  const id = (name: string) => {
    const value = one(name)
    return value && isUuid(value) ? value : null
  }
  const before = id('before')
  return {
    search: one('search')?.slice(0, searchLength) ?? null,
    after: before ? null : id('after'),
    before,
  }
}

/** The query of an address for a filter, "" when nothing is looked for. */
export function customerQuery(filter: CustomerFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== null) query.set(name, value)
  const text = query.toString()
  return text && `?${text}`
}
