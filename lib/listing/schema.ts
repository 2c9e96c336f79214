import 'server-only'
import * as z from 'zod'
import { isUuid } from '#lib/is-uuid.ts'
import { filterOfQuery, fromStart, type ListFilter, queryOf } from '#lib/listing/filter.ts'

type BulkInput = { ids: string[] } | { filter: ListFilter } | { failedOf: string }

/** The form around the list: a box for each row, called `id-…`, and a button for "all that match"; or a run to repeat. */
export const bulkInput = z.record(z.string(), z.string()).transform((fields): BulkInput => {
  const { all, query = '', failedOf } = fields
  if (failedOf && isUuid(failedOf)) return { failedOf }
  if (all === 'yes') return { filter: filterOfQuery(query) }
  return { ids: Object.keys(fields).flatMap((name) => (isUuid(name.slice(3)) ? name.slice(3) : [])) }
})

/** The form that gives a view its name. The query is read and written anew, so nothing else can stand in it. */
export const viewInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'The name is missing. Type one, as in “Expiring, mine”.')
    .max(60, 'A name has at most 60 characters. Shorten it.'),
  query: z
    .string()
    .max(2000)
    .transform((query) => queryOf(fromStart(filterOfQuery(query)))),
})

export const viewIdInput = z.strictObject({
  id: z.uuid('The page has lost the number of the view. Reload it.'),
})
