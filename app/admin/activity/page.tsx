import type { Metadata, Route } from 'next'
import { actionWord } from '#app/admin/activity/action-words.ts'
import { ChainNotice } from '#app/admin/activity/chain-notice.tsx'
import { FilterForm } from '#app/admin/activity/filter-form.tsx'
import { RecordList } from '#app/admin/activity/record-list.tsx'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import {
  type ActivityFilter,
  filterFrom,
  fromStart,
  isFiltered,
  queryOf,
  systemName,
} from '#lib/activity/filter.ts'
import { listActivity } from '#lib/activity/list.ts'
import { requireStaff } from '#lib/auth/guards.ts'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage({ searchParams }: PageProps<'/admin/activity'>) {
  const staff = await requireStaff()
  const filter = filterFrom(await searchParams)
  const { records, hasNewer, hasOlder, count, customerName, chain } = await listActivity(staff, filter)
  const words = countWords(count)
  return (
    <AdminShell current="activity">
      <PageHeader
        title="Activity"
        lead="What people and AQUILA did in the portal, the newest first. Each record carries the hash of the one before it, so a change does not stay unseen."
      />
      <ChainNotice chain={chain} />
      <FilterForm filter={filter} customerName={customerName} />
      {records.length > 0 ? (
        <>
          <RecordList records={records} filter={filter} />
          <Pagination
            newer={hasNewer ? hrefOf({ ...filter, after: null, before: records[0]?.seq ?? null }) : null}
            older={hasOlder ? hrefOf({ ...filter, before: null, after: records.at(-1)?.seq ?? null }) : null}
            count={words}
          />
          <form
            action={`/api/admin/activity/export${queryOf(fromStart(filter))}`}
            method="post"
            className="no-print pb-4"
          >
            <button type="submit" className="link text-14">
              Download {words} as CSV
            </button>
          </form>
        </>
      ) : (
        <EmptyState
          title={isFiltered(filter) ? 'Nothing matches' : 'No records here'}
          action={
            <LinkButton href="/admin/activity">
              {isFiltered(filter) ? 'Show all activity' : 'Show the newest'}
            </LinkButton>
          }
        >
          {emptyReason(filter, count)}
        </EmptyState>
      )}
    </AdminShell>
  )
}

function countWords(count: number | null): string {
  if (count === null) return 'more than 500 records'
  return count === 1 ? '1 record' : `${count.toLocaleString('en')} records`
}

function hrefOf(filter: ActivityFilter): Route {
  return `/admin/activity${queryOf(filter)}` as Route
}

function emptyReason(filter: ActivityFilter, count: number | null): string {
  const { actor, action, customer, from, to } = filter
  if (count !== 0) return 'This page begins where the records end.'
  if (from && to && from > to) return `The first day, ${from}, is after the last, ${to}.`
  const conditions = [
    actor && (actor === systemName ? `by ${systemName}` : `by the address “${actor}”`),
    action && `of the action “${actionWord(action)}”`,
    customer && 'about this customer',
    from && `from ${from} on`,
    to && `up to ${to}`,
  ].filter((condition) => condition !== null)
  if (conditions.length === 0) return 'Nobody has done anything yet; the first act of anybody appears here.'
  const whole = actor && actor !== systemName ? ' Addresses are searched for as a whole.' : ''
  return `There is no record ${conditions.join(', ')}.${whole}`
}
