import { Notice } from '#components/ui/notice.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { type FailureCode, failureCodes, failureOf } from '#lib/cloudflare/failure.ts'
import { upstreamFailures } from '#lib/cloudflare/failure-upstream.ts'

/** Why there are no newer records than these. They stay, and the connection is as good or bad as its verification says. */
export function SampleTrouble({ failure, after }: { failure: string; after: string | null }) {
  const code = failureCodes.find((known) => known === failure)
  return (
    <Notice tone="unsure" title={titleOf(code)}>
      <p>
        {code ? failureOf(code).sentence({}) : 'AQUILA could not finish reading. Nothing was stored.'}{' '}
        {after ? (
          <>
            Cloudflare wants to be asked again <TimeAgo at={after} />, not before.
          </>
        ) : (
          'Newer records are read with the next verification, or when you ask for them.'
        )}
      </p>
    </Notice>
  )
}

function titleOf(code: FailureCode | undefined): string {
  if (code === undefined || code === 'not_opened') return 'AQUILA could not read newer records'
  if (code === 'rate_limited') return 'No newer records: Cloudflare limits how often it may be asked'
  return code in upstreamFailures
    ? 'No newer records: Cloudflare did not answer'
    : 'No newer records: Cloudflare refused to show the audit log'
}
