import { isUuid } from '#lib/is-uuid.ts'
import { allOf, type Params, searchOf } from '#lib/query-params.ts'

/** What staff look for among the customers; it stands in the address. */
export interface CustomerFilter {
  search: string | null
  /** Where the page begins: behind, or before, the customer of this id. */
  after: string | null
  before: string | null
}

/** The filter of an address. What makes no sense there counts as not given. */
export function customerFilterFrom(params: Params): CustomerFilter {
  const id = (name: string) => {
    const value = allOf(params, name)[0]
    return value && isUuid(value) ? value : null
  }
  const before = id('before')
  return { search: searchOf(params), after: before ? null : id('after'), before }
}

/** The query of an address for a filter, "" when nothing is looked for. */
export function customerQuery(filter: CustomerFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== null) query.set(name, value)
  const text = query.toString()
  return text && `?${text}`
}
