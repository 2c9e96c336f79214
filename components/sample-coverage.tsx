import { Icon } from '#components/ui/icon.tsx'
import { type AuditCoverage, auditCategories } from '#lib/cloudflare/audit-coverage.ts'

/** Which of the eight kinds of activity the last 30 days of the audit log hold, and how often. */
export function SampleCoverage({
  coverage,
  isBeingRead,
  version,
}: {
  coverage: AuditCoverage | null
  isBeingRead: boolean
  /** Null when it is not known to the reader. */
  version: 'v1' | 'v2' | null
}) {
  return (
    <section aria-labelledby="coverage" className="grid gap-3">
      <h3 id="coverage" className="text-14">
        What the log holds of the last 30 days
      </h3>
      <ul className="grid grid-cols-2 gap-x-6 md:grid-cols-4">
        {auditCategories.map(({ key, name }) => (
          <li key={key} className="grid gap-0.5 border-t border-line py-2 text-14">
            <span>{name}</span>
            <Count count={coverage?.counts[key] ?? null} isComplete={coverage?.complete ?? false} />
          </li>
        ))}
      </ul>
      <p className="max-w-read text-14 text-muted">
        {coverage ? meaning(coverage, version) : isBeingRead ? 'Being counted now.' : notCounted}
      </p>
    </section>
  )
}

const notCounted =
  'Not counted yet: Cloudflare gave no answer to that. It is counted after the next verification, or when you ask for newer records.'

function Count({ count, isComplete }: { count: number | null; isComplete: boolean }) {
  if (count === null)
    return (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <Icon name="pending" className="text-faint" />
        not counted yet
      </span>
    )
  if (count === 0)
    return (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <Icon name="skipped" className="text-faint" />
        {isComplete ? 'not seen' : 'not seen so far'}
      </span>
    )
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      <Icon name="passed" className="text-passed" />
      {isComplete ? '' : 'at least '}
      {count.toLocaleString('en-GB')}
      {count === 1 ? ' record' : ' records'}
    </span>
  )
}

function meaning({ counts, records, complete }: AuditCoverage, version: 'v1' | 'v2' | null): string {
  const number = `${records.toLocaleString('en-GB')} ${records === 1 ? 'record' : 'records'}`
  const others = records - Object.values(counts).reduce((sum, count) => sum + count, 0)
  const looked = complete
    ? `${number} in all${others > 0 ? `, ${others.toLocaleString('en-GB')} of them of other kinds` : ''}.`
    : `Only the newest ${number} were counted: the older ones were too many, or Cloudflare did not send them.`
  const unseen = Object.values(counts).some((count) => count === 0)
    ? ' “Not seen” can simply mean that nothing of the kind happened; AQUILA cannot tell that from a kind that Cloudflare does not log.'
    : ''
  const signIns =
    version === 'v1' && counts.sign_in === 0
      ? ' Version 1 of the log is also known to leave sign-ins out.'
      : ''
  return looked + unseen + signIns
}
