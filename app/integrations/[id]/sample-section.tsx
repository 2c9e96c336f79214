import type { ReactNode } from 'react'
import { LiveSample } from '#app/integrations/[id]/live-sample.tsx'
import { refreshSampleAction } from '#app/integrations/[id]/sample-actions.ts'
import { SampleRecords } from '#app/integrations/[id]/sample-records.tsx'
import { VerifyAgainButton } from '#app/integrations/[id]/verify-again-button.tsx'
import { SampleCoverage } from '#components/sample-coverage.tsx'
import { SampleExport } from '#components/sample-export.tsx'
import { SampleSource } from '#components/sample-source.tsx'
import { SampleDeleted, SampleRefused, SampleState } from '#components/sample-state.tsx'
import { SampleTrouble } from '#components/sample-trouble.tsx'
import type { CheckView, IntegrationView } from '#lib/integrations/view.ts'
import type { SampleView } from '#lib/samples/queries.ts'

/** What Cloudflare's audit log showed, or which of the reasons there is for having nothing to show. */
export function SampleSection({
  integration,
  sample,
}: {
  integration: IntegrationView
  sample: SampleView | null
}) {
  const { id, verification } = integration
  const check = verification?.checks.find(({ name }) => name === 'audit_log_readable')
  const refused = check?.result === 'failed' || check?.result === 'could_not_tell' ? check : null
  if (!sample) return refused ? <SampleRefused check={refused} /> : <SampleState miss={missOf(check)} />
  const { content, isBeingRead, refreshFailure, refreshAfter } = sample
  const again = isBeingRead || refreshAfter ? null : <ReadAgain id={id} />
  return (
    <div className="grid gap-8">
      {isBeingRead && <LiveSample integrationId={id} />}
      {refused && <SampleRefused check={refused} older="What follows was read before that." />}
      {refreshFailure && !isBeingRead && <SampleTrouble failure={refreshFailure} after={refreshAfter} />}
      {content ? (
        <Content id={id} sample={sample} content={content} again={again} />
      ) : isBeingRead ? (
        <SampleState miss="being_read" />
      ) : (
        <SampleDeleted readAt={sample.readAt} keptUntil={sample.keptUntil} action={again} />
      )}
    </div>
  )
}

function Content({
  id,
  sample,
  content,
  again,
}: {
  id: string
  sample: SampleView
  content: NonNullable<SampleView['content']>
  again: ReactNode
}) {
  const { readAt, keptUntil, coverage, isBeingRead } = sample
  const { version, records } = content
  const creation = records.find(({ isOwnCreation }) => isOwnCreation)
  return (
    <>
      <SampleSource
        readAt={readAt}
        keptUntil={keptUntil}
        version={version}
        createdAt={creation?.time ?? null}
        isBeingRead={isBeingRead}
        action={again}
      />
      {records.length === 0 ? (
        <SampleState miss="empty" />
      ) : (
        <div className="grid gap-8">
          <SampleCoverage coverage={coverage} isBeingRead={isBeingRead} version={version} />
          {/* Newer records begin masked again. */}
          <SampleRecords key={readAt} integrationId={id} records={records} />
          <div className="grid gap-3">
            <p className="max-w-read text-14 text-muted">{masking}</p>
            <div className="no-print">
              <SampleExport integrationId={id} />
            </div>
          </div>
        </div>
      )}
    </>
  )
}

const masking =
  'Masked are e-mail and IP addresses wherever they stand, and in the details also names of people, telephone numbers, postal addresses and browsers, where Cloudflare has a field for them. A name in free text, such as the name of a token or a rule, is not recognized and stays.'

function ReadAgain({ id }: { id: string }) {
  return <VerifyAgainButton action={refreshSampleAction} id={id} label="Read newer records" />
}

function missOf(check: CheckView | undefined): 'not_asked_yet' | 'being_read' {
  return check?.result === 'passed' ? 'being_read' : 'not_asked_yet'
}
