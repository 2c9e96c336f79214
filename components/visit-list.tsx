import { TimeAgo } from '#components/ui/time-ago.tsx'
import { visitWords } from '#lib/integrations/visit-words.ts'

interface Visit {
  id: string
  email: string
  step: string
  method: 'api_token' | 'global_key' | null
  seenAt: string
  integrationId: string | null
}

/** How members of one customer went through the wizard, for those who help them. */
export function VisitList({ visits }: { visits: readonly Visit[] }) {
  if (visits.length === 0)
    return <p className="text-14 text-muted">Nobody of this customer was in the wizard since it is noted.</p>
  return (
    <ol className="border-t border-line text-14">
      {visits.map((visit) => (
        <li key={visit.id} className="flex flex-wrap justify-between gap-x-6 border-b border-line py-2">
          <p className="min-w-0 wrap-anywhere">
            <bdi className="font-strong">{visit.email}</bdi>{' '}
            {visit.integrationId ? 'connected, after' : 'stopped at'} “{visitWords(visit)}”
          </p>
          <span className="text-faint tabular-nums">
            <TimeAgo at={visit.seenAt} />
          </span>
        </li>
      ))}
    </ol>
  )
}
