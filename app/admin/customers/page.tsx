import type { Metadata, Route } from 'next'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { CustomersTable } from '#app/admin/customers/customers-table.tsx'
import { GuardedForm } from '#app/admin/guarded-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { type CustomerFilter, customerFilterFrom, customerQuery } from '#lib/customers/filter.ts'
import { listCustomers } from '#lib/customers/staff-queries.ts'
import { searchWords } from '#lib/listing/filter.ts'

export const metadata: Metadata = { title: 'Customers' }

export default async function CustomersPage({ searchParams }: PageProps<'/admin/customers'>) {
  const staff = await requireStaff()
  const filter = customerFilterFrom(await searchParams)
  const { rows, hasEarlier, hasLater } = await listCustomers(staff, filter)
  const isWhole = customerQuery(filter) === ''
  const newLink = (
    <LinkButton href="/admin/customers/new" look={rows.length > 0 ? 'secondary' : 'primary'}>
      Create a customer
    </LinkButton>
  )
  return (
    <AdminShell current="customers">
      <PageHeader
        title="Customers"
        lead="The organizations that use AQUILA, and their people."
        action={newLink}
      />
      <search>
        <GuardedForm action="/admin/customers" className="mb-4 flex flex-wrap items-end gap-3">
          <label htmlFor="search" className="grid min-w-0 grow gap-1 text-12 text-muted sm:max-w-96">
            Name, somebody’s address, or the customer’s id
            <TextInput
              key={filter.search}
              id="search"
              name="search"
              type="search"
              defaultValue={filter.search ?? ''}
              maxLength={100}
            />
          </label>
          <Button type="submit">Search</Button>
        </GuardedForm>
      </search>
      {rows.length > 0 ? (
        <>
          <CustomersTable rows={rows} />
          <Pagination
            newer={hasEarlier ? hrefOf({ ...filter, after: null, before: rows[0]?.id ?? null }) : null}
            older={hasLater ? hrefOf({ ...filter, before: null, after: rows.at(-1)?.id ?? null }) : null}
            count={hasEarlier || hasLater ? 'By name' : wordsOf(rows.length)}
            words={{ back: 'Previous', on: 'Next' }}
          />
        </>
      ) : (
        <EmptyState
          title={isWhole ? 'No customer yet' : 'Nothing matches'}
          action={!isWhole && <LinkButton href="/admin/customers">Show all customers</LinkButton>}
        >
          {emptyReason(filter)}
        </EmptyState>
      )}
    </AdminShell>
  )
}

function hrefOf(filter: CustomerFilter): Route {
  return `/admin/customers${customerQuery(filter)}` as Route
}

function wordsOf(count: number): string {
  return count === 1 ? '1 customer' : `${count} customers`
}

function emptyReason({ search, after, before }: CustomerFilter): string {
  if (search === null && !after && !before)
    return 'Create one and invite its first owner; they connect the Cloudflare account.'
  if (search === null) return 'This page begins where the customers end.'
  if (searchWords(search) === null) return 'Type at least three letters of one word.'
  return `No customer has “${search}” in its name, and nobody who belongs to one, or is invited, has it in their address.`
}
