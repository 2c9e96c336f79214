import { type SampleMiss, SampleState } from '#components/sample-state.tsx'
import { SampleTable } from '#components/sample-table.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { Member } from '#lib/auth/actor.ts'
import type { CheckView, IntegrationView } from '#lib/integrations/view.ts'
import { findSample } from '#lib/samples/queries.ts'

/** The records, or which of four reasons there is for having none. */
export async function SampleSection({
  member,
  integration,
}: {
  member: Member
  integration: IntegrationView
}) {
  const check = integration.verification?.checks.find(({ name }) => name === 'audit_log_readable')
  const miss = missOf(check)
  if (miss) return <SampleState miss={miss} />
  const sample = await findSample(member, integration.id)
  if (!sample) return <SampleState miss="not_asked_yet" />
  if (sample.records.length === 0) return <SampleState miss="empty" />
  return (
    <div className="grid gap-3">
      <p className="text-14 text-muted">
        Read <TimeAgo at={sample.readAt} /> with version {sample.version.slice(1)} of Cloudflare’s audit-log
        API.
      </p>
      <SampleTable records={sample.records} />
    </div>
  )
}

function missOf(check: CheckView | undefined): SampleMiss | null {
  if (check?.result === 'failed') return 'forbidden'
  if (check?.result === 'could_not_tell') return 'did_not_answer'
  return check?.result === 'passed' ? null : 'not_asked_yet'
}
