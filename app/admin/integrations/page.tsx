import type { Metadata, Route } from 'next'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { bulkVerifyAction } from '#app/admin/integrations/actions.ts'
import { BundleFound } from '#app/admin/integrations/bundle-found.tsx'
import { FilterBar } from '#app/admin/integrations/filter-bar.tsx'
import { conditionsOf } from '#app/admin/integrations/filter-words.ts'
import { Listing } from '#app/admin/integrations/listing.tsx'
import { SavedViews } from '#app/admin/integrations/saved-views.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { findAssignees } from '#lib/cases/assignees.ts'
import {
  defaultColumns,
  filterFrom,
  fromStart,
  isFiltered,
  type ListFilter,
  queryOf,
} from '#lib/listing/filter.ts'
import { listForStaff } from '#lib/listing/list.ts'
import { savedViewsOf } from '#lib/listing/saved-views.ts'

export const metadata: Metadata = { title: 'All integrations' }

export default async function AdminIntegrationsPage({ searchParams }: PageProps<'/admin/integrations'>) {
  const staff = await requireStaff()
  const filter = filterFrom(await searchParams)
  const [{ rows, hasEarlier, hasLater, count, customerName }, views, assignees] = await Promise.all([
    listForStaff(staff, filter),
    savedViewsOf(staff),
    findAssignees(),
  ])
  const shownColumns = filter.columns ?? defaultColumns
  const query = queryOf(fromStart(filter))
  const words = countWords(count)
  return (
    <AdminShell current="integrations" wide>
      <PageHeader
        title={customerName === null ? 'All integrations' : `Integrations of ${customerName}`}
        lead="Every customer's connections to Cloudflare. No role can see a secret."
      />
      <SavedViews views={views} query={query} />
      <FilterBar filter={filter} shownColumns={shownColumns} staff={assignees} />
      {rows.length > 0 ? (
        <>
          <BundleFound search={filter.search} rows={rows} />
          <Listing
            action={bulkVerifyAction}
            query={query}
            count={count === null ? 'the first 500' : String(count)}
            rows={rows}
            shownColumns={shownColumns}
          />
          <Pagination
            newer={hasEarlier ? hrefOf({ ...filter, after: null, before: rows[0]?.key ?? null }) : null}
            older={hasLater ? hrefOf({ ...filter, before: null, after: rows.at(-1)?.key ?? null }) : null}
            count={words}
            words={pageWords[filter.sort === 'newest' ? 'newest' : 'other']}
          />
          <form action={`/api/admin/integrations/export${query}`} method="post" className="no-print pb-4">
            <button type="submit" className="link text-14">
              Download {words} as CSV
            </button>
          </form>
        </>
      ) : (
        <EmptyState
          title={isFiltered(filter) ? 'Nothing matches' : 'No integrations yet'}
          action={
            isFiltered(filter) && <LinkButton href="/admin/integrations">Show all integrations</LinkButton>
          }
        >
          {emptyReason(filter)}
        </EmptyState>
      )}
    </AdminShell>
  )
}

const pageWords = {
  newest: { back: 'Newer', on: 'Older' },
  other: { back: 'Previous', on: 'Next' },
}

function countWords(count: number | null): string {
  if (count === null) return 'more than 500 integrations'
  return count === 1 ? '1 integration' : `${count.toLocaleString('en')} integrations`
}

function hrefOf(filter: ListFilter): Route {
  return `/admin/integrations${queryOf(filter)}` as Route
}

function emptyReason(filter: ListFilter): string {
  const { search } = filter
  const conditions = conditionsOf(filter)
  const loosen = conditions.length > 0 ? `Loosen ${conditions.join(', ')} first.` : ''
  if (search) {
    const found = `No customer, account, zone or member’s address has “${search}” in it, and nothing has it as its id.`
    return conditions.length > 0
      ? `${found.replace('No customer', 'With these filters no customer')} ${loosen}`
      : found
  }
  if (conditions.length > 0) return `No integration matches now. ${loosen}`
  return 'They appear here as soon as a customer connects a Cloudflare account.'
}
