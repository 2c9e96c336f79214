import type { ReactNode } from 'react'
import { ChangeList } from '#components/change-list.tsx'
import { Checklist } from '#components/checklist.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { durationText, exactTime } from '#components/ui/time-text.ts'
import { VerificationNav } from '#components/verification-nav.tsx'
import { OutcomeMeaning, reasonText } from '#components/verification-outcome.tsx'
import type { VerificationPage } from '#lib/integrations/history-view.ts'

/** One verification as it was: nothing here can be done to it, for the page of the integration is the present. */
export function PastVerification({
  page,
  egressAddresses,
  base,
}: {
  page: VerificationPage
  egressAddresses: readonly string[]
  base: '/integrations' | '/admin/integrations'
}) {
  const { integrationId, verification, comparedWith, checks } = page
  const { id, at, changes } = verification
  const neverTook = verification.outcome === 'superseded' ? 'It never began' : 'It has not ended'
  const isThrough = verification.outcome !== 'running' && verification.outcome !== 'waiting'
  return (
    <>
      <PageHeader
        title={`Verification of ${exactTime(new Date(at))}`}
        state={<OutcomeMeaning verification={verification} />}
        lead={
          <>
            <bdi>{page.accountName ?? page.accountId}</bdi>.{' '}
            <Anchor href={`${base}/${integrationId}`} className="link">
              How it is now
            </Anchor>
          </>
        }
      />
      <VerificationNav page={page} base={base} />
      {changes && comparedWith && (
        <Section
          id="changes"
          title="What changed"
          aside={
            <>
              Since the{' '}
              <Anchor href={`${base}/${integrationId}/history/${comparedWith.id}`} className="link">
                result before
              </Anchor>
              , <TimeAgo at={comparedWith.at} />.
            </>
          }
        >
          <ChangeList changes={changes} />
        </Section>
      )}
      <Section id="checks" title="Checks" aside="As they were answered then.">
        {isThrough ? (
          <Checklist
            checks={checks}
            isPresent={false}
            settled
            egressAddresses={egressAddresses}
            renderAction={() => null}
          />
        ) : (
          <p className="text-14 text-muted">The page of the integration shows the answers as they come in.</p>
        )}
      </Section>
      <Section id="details" title="Details">
        <dl className="grid gap-x-6 gap-y-1 text-14 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <Line name="Why it ran">{reasonText(verification.trigger)}</Line>
          <Line name="Took">
            {verification.tookMs === null ? neverTook : durationText(verification.tookMs)}
          </Line>
          <Line name="Credential">
            {page.credential ? (
              <>
                <code dir="ltr" className="font-mono">
                  {page.credential.mask}
                </code>
                <span className="text-faint"> version {page.credential.version}</span>
              </>
            ) : (
              'Not kept: it never began, or is older than this record'
            )}
          </Line>
          <Line name="Id">
            <MonoId value={id} name="id of the verification" />
          </Line>
        </dl>
        <div className="no-print mt-4">
          <LinkButton href={`${base}/${integrationId}/support-bundle?verification=${id}`}>
            Support bundle of this verification
          </LinkButton>
        </div>
      </Section>
    </>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-faint">{name}</dt>
      <dd className="min-w-0 py-0.5 max-sm:mb-2">{children}</dd>
    </>
  )
}
