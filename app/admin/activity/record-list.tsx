import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Anchor } from '#components/ui/anchor.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { type ActivityFilter, fromStart, queryOf } from '#lib/activity/filter.ts'
import type { ActivityRecord } from '#lib/activity/view.ts'

/** Records of the trail: when, who did what, and whom it was about; each opens to all that its hash covers. */
export function RecordList({
  records,
  filter,
}: {
  records: readonly ActivityRecord[]
  /** What the links to a customer's records keep. */
  filter: ActivityFilter
}) {
  return (
    <ol aria-label="Records" className="border-t border-line text-14">
      {records.map((record) => (
        <li
          key={record.seq}
          className="grid gap-x-6 gap-y-1 border-b border-line py-2 md:grid-cols-[8rem_minmax(0,1fr)_15rem]"
        >
          <p className="text-muted tabular-nums">
            {record.at === null ? 'at no time' : <TimeAgo at={record.at} />}
          </p>
          <div className="grid min-w-0 content-start gap-0.5">
            <p className="wrap-anywhere">
              <bdi className="font-strong">{record.actor}</bdi> <bdi>{record.sentence}</bdi>
              {record.about && (
                <>
                  : <bdi>{record.about}</bdi>
                </>
              )}
            </p>
            <Disclosure
              summary={
                <>
                  Details<span className="sr-only"> of record {record.seq}</span>
                </>
              }
            >
              <Details record={record} />
            </Disclosure>
          </div>
          <About record={record} filter={filter} />
        </li>
      ))}
    </ol>
  )
}

function About({
  record: { customer, integrationId },
  filter,
}: {
  record: ActivityRecord
  filter: ActivityFilter
}) {
  return (
    <div className="flex min-w-0 flex-wrap content-start items-baseline gap-x-4 gap-y-0.5 md:grid">
      {customer && (
        <Anchor
          href={`/admin/activity${queryOf({ ...fromStart(filter), customer: customer.id })}` as Route}
          className="link min-w-0 wrap-anywhere"
        >
          <bdi>{customer.name}</bdi>
        </Anchor>
      )}
      {integrationId && (
        <Anchor href={`/admin/integrations/${integrationId}` as Route} className="link w-fit text-muted">
          Open integration
        </Anchor>
      )}
    </div>
  )
}

function Details({ record }: { record: ActivityRecord }) {
  const { seq, at, action, actorId, customer, integrationId, details, hash } = record
  return (
    <dl className="grid gap-x-4 gap-y-1 pb-2 text-12 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
      <Line name="Record">{seq}</Line>
      <Line name="Time">{at ?? 'none'}</Line>
      <Line name="Action">{action}</Line>
      {actorId && <Line name="Person ID">{actorId}</Line>}
      {customer && <Line name="Customer ID">{customer.id}</Line>}
      {integrationId && <Line name="Integration ID">{integrationId}</Line>}
      {details && <Line name="Details">{details}</Line>}
      <Line name="Hash">{hash}</Line>
    </dl>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd dir="ltr" className="min-w-0 font-mono wrap-anywhere max-sm:mb-1">
        {children}
      </dd>
    </>
  )
}
