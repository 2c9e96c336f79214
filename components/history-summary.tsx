import { ChangeLine } from '#components/change-list.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { HistorySummary as Summary } from '#lib/integrations/history-view.ts'

/** For the page of an integration: the last change in one line, and the ways to all verifications and to a bundle. */
export function HistorySummary({
  summary: { count, compared, last },
  integrationId,
  base,
}: {
  summary: Summary
  integrationId: string
  base: '/integrations' | '/admin/integrations'
}) {
  return (
    <div className="grid gap-3 text-14">
      {last ? (
        <div className="flex flex-wrap gap-x-2 gap-y-1">
          <span className="text-muted">
            Last change <TimeAgo at={last.at} />:
          </span>
          {last.changes[0] && <ChangeLine change={last.changes[0]} />}
          {last.changes.length > 1 && (
            <Anchor href={`${base}/${integrationId}/history/${last.verificationId}`} className="link">
              and {last.changes.length - 1} more
            </Anchor>
          )}
        </div>
      ) : (
        compared > 1 && <p className="text-muted">Nothing changed in the last {compared} results.</p>
      )}
      <p className="no-print flex flex-wrap gap-x-6 gap-y-2">
        <Anchor href={`${base}/${integrationId}/history`} className="link">
          History of all verifications ({count.toLocaleString('en')})
        </Anchor>
        <Anchor href={`${base}/${integrationId}/support-bundle`} className="link">
          Support bundle
        </Anchor>
      </p>
    </div>
  )
}
