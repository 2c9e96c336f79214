import { SampleCoverage } from '#components/sample-coverage.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { AuditCoverage } from '#lib/cloudflare/audit-coverage.ts'

/** What staff see of a sample: how much there is of what, and when it was read; none of its records. */
export function SampleFigures({
  sample,
}: {
  sample: { recordCount: number; readAt: string; coverage: AuditCoverage | null } | null
}) {
  if (!sample) return <p className="text-14 text-muted">No verification has read the audit log yet.</p>
  const { recordCount, readAt, coverage } = sample
  return (
    <div className="grid gap-6">
      <p className="text-14">
        {recordCount === 1 ? '1 record' : `${recordCount.toLocaleString('en')} records`}, read{' '}
        <TimeAgo at={readAt} />.
      </p>
      <SampleCoverage coverage={coverage} isBeingRead={false} version={null} />
    </div>
  )
}
