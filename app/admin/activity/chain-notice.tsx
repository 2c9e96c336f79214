import { Notice } from '#components/ui/notice.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { ChainState } from '#lib/activity/view.ts'

/** Whether the trail can be believed: how far the worker has checked it, or what is broken and what to do then. */
export function ChainNotice({ chain }: { chain: ChainState }) {
  const { broken, verified, isLate, reached, newest } = chain
  if (broken) return <Broken broken={broken} verified={verified} />
  if (!verified)
    return (
      <div className="grid gap-1 text-14">
        <StatusBadge tone="neutral" icon="pending" word="Not checked yet" />
        <p className="text-muted">
          {reached > 0
            ? `The worker checks the chain of records for the first time: ${number(reached)} of ${number(newest)} so far.`
            : 'The worker checks the chain of records every minute; reload this page in a moment.'}
        </p>
      </div>
    )
  const newer = newest - verified.seq
  return (
    <p className="text-14 text-muted">
      <StatusBadge tone={isLate ? 'unsure' : 'passed'} word="Chain verified" /> <TimeAgo at={verified.at} />,
      up to record {number(verified.seq)}.{' '}
      {newer > 0
        ? `${number(newer)} newer ${newer === 1 ? 'record is' : 'records are'} not checked yet.`
        : 'There are no newer ones.'}
      {isLate && ' That is longer ago than it should be: see whether the worker runs.'}
    </p>
  )
}

function Broken({
  broken,
  verified,
}: {
  broken: NonNullable<ChainState['broken']>
  verified: ChainState['verified']
}) {
  return (
    <Notice tone="failed" title={`The chain is broken at record ${number(broken.seq)}`}>
      <p className="max-w-read">
        Found <TimeAgo at={broken.at} />. Somebody changed, removed or added records past the portal. From
        record {number(broken.seq)} on, and possibly before it, nothing here is proven.
        {verified && (
          <>
            {' '}
            The last whole check without a fault was <TimeAgo at={verified.at} />, up to record{' '}
            {number(verified.seq)}.
          </>
        )}
      </p>
      <p className="max-w-read">
        Change nothing in the database. Tell those who run it: they keep a copy of it as it is, compare its
        records with the newest backup, and find out who could write to it as its owner. The worker goes on
        checking; this notice stays until it has gone through the whole chain without a fault.
      </p>
    </Notice>
  )
}

function number(value: number): string {
  return value.toLocaleString('en')
}
