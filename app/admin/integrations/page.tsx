import type { Metadata, Route } from 'next'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { BundleFound } from '#app/admin/integrations/bundle-found.tsx'
import { FilterBar } from '#app/admin/integrations/filter-bar.tsx'
import { IntegrationsTable } from '#components/integrations-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { filterFrom, queryOf, type StaffFilter } from '#lib/integrations/staff-filter.ts'
import { listForStaff } from '#lib/integrations/staff-queries.ts'

export const metadata: Metadata = { title: 'All integrations' }

export default async function AdminIntegrationsPage({ searchParams }: PageProps<'/admin/integrations'>) {
  const staff = await requireStaff()
  const filter = filterFrom(await searchParams)
  const { rows, hasNewer, hasOlder } = await listForStaff(staff, filter)
  const isFiltered = filter.search !== null || filter.state !== null
  return (
    <AdminShell current="integrations">
      <PageHeader
        title="All integrations"
        lead="Every customer's connections to Cloudflare. No role can see a secret."
      />
      <FilterBar filter={filter} />
      {rows.length > 0 ? (
        <>
          <BundleFound search={filter.search} rows={rows} />
          <IntegrationsTable rows={rows} showCustomer />
          <Pagination
            newer={hasNewer ? hrefOf({ ...filter, after: null, before: rows[0]?.id ?? null }) : null}
            older={hasOlder ? hrefOf({ ...filter, before: null, after: rows.at(-1)?.id ?? null }) : null}
            count={
              rows.length === 1 ? '1 integration on this page' : `${rows.length} integrations on this page`
            }
          />
        </>
      ) : (
        <EmptyState
          title={isFiltered ? 'Nothing matches' : 'No integrations yet'}
          action={isFiltered && <LinkButton href="/admin/integrations">Show all integrations</LinkButton>}
        >
          {emptyReason(filter)}
        </EmptyState>
      )}
    </AdminShell>
  )
}

function hrefOf(filter: StaffFilter): Route {
  return `/admin/integrations${queryOf(filter)}` as Route
}

function emptyReason({ search, state }: StaffFilter): string {
  if (search && state) return `No integration in this state matches “${search}”. Loosen the state first.`
  if (search)
    return `No customer, account or zone has “${search}” in its name, and none has it as its id; no support bundle either.`
  if (state) return 'No integration is in this state now.'
  return 'They appear here as soon as a customer connects a Cloudflare account.'
}
