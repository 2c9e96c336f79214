import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ForgetDraft } from '#app/integrations/[id]/forget-draft.tsx'
import { HistorySection } from '#app/integrations/[id]/history-section.tsx'
import { LiveVerification } from '#app/integrations/[id]/live-verification.tsx'
import { LooksSection } from '#app/integrations/[id]/looks-section.tsx'
import { MailSection } from '#app/integrations/[id]/mail-section.tsx'
import { NotesSection } from '#app/integrations/[id]/notes-section.tsx'
import { SampleSection } from '#app/integrations/[id]/sample-section.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { ActivityList } from '#components/activity-list.tsx'
import { CredentialNotices } from '#components/credential-notices.tsx'
import { IntegrationMeaning } from '#components/integration-state.tsx'
import { IntegrationSummary } from '#components/integration-summary.tsx'
import { LogSources } from '#components/log-sources.tsx'
import { PausedNotice } from '#components/paused-notice.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { webEnv } from '#lib/env.ts'
import { findActivity, findIntegration } from '#lib/integrations/queries.ts'
import { findSample } from '#lib/samples/queries.ts'

export const metadata: Metadata = { title: 'Integration' }

export default async function IntegrationPage({ params, searchParams }: PageProps<'/integrations/[id]'>) {
  const member = await requireMember()
  const { id } = await params
  const integration = await findIntegration(member, id)
  if (!integration) notFound()
  const { already } = await searchParams
  const { state, accountName, verification, nextTryAt } = integration
  const isLive = state !== 'disconnected'
  // One after the other: the first two decide whether the page goes on following the worker. Activity that was read
  // before them could lack what they show as done, and would stay so.
  const sample = isLive ? await findSample(member, id) : null
  const activity = await findActivity(member, id)
  return (
    <PortalShell current="integrations">
      <PageHeader
        title={accountName ?? 'Cloudflare account'}
        state={<IntegrationMeaning integration={integration} />}
      />
      {already === 'connected' && (
        <div className="mt-4 max-w-read">
          <Notice tone="info" title="This account is connected already">
            <p>
              Nothing was stored a second time, and the credential you just entered was not kept. To use it
              from now on,{' '}
              <a href={`/integrations/${id}/replace`} className="link">
                replace the credential
              </a>
              .
            </p>
          </Notice>
        </div>
      )}
      {isLive && <ForgetDraft accountId={integration.accountId} />}
      <PausedNotice pausedAt={integration.pausedAt} reader="member" />
      <CredentialNotices integration={integration} canReplace />
      <NotesSection member={member} integrationId={id} />
      {isLive && (
        <Section id="verification" title="Verification">
          <LiveVerification
            integrationId={id}
            initial={{ state, verification, nextTryAt }}
            egressAddresses={webEnv().EGRESS_ADDRESSES}
          />
        </Section>
      )}
      <HistorySection member={member} integrationId={id} />
      {isLive && (
        <Section
          id="sample"
          title="Audit-log sample"
          aside="Read from Cloudflare as proof, stored encrypted."
          wide
        >
          <SampleSection integration={integration} sample={sample} />
        </Section>
      )}
      {isLive && (
        <Section id="log-sources" title="Log sources" aside="What Cloudflare’s logs are open to AQUILA." wide>
          <LogSources sources={verification?.logSources ?? null} zones={integration.zones} />
        </Section>
      )}
      <Section id="details" title="Details">
        <IntegrationSummary integration={integration} />
        {isLive && (
          <div className="no-print mt-4 flex flex-wrap gap-2">
            <LinkButton href={`/integrations/${id}/replace`}>Replace the credential</LinkButton>
            <LinkButton href={`/integrations/${id}/correct`}>Correct the ids</LinkButton>
            <LinkButton href={`/integrations/${id}/disconnect`} look="quiet">
              Disconnect
            </LinkButton>
          </div>
        )}
      </Section>
      {isLive && (
        <Section id="mails" title="Mails">
          <MailSection member={member} />
        </Section>
      )}
      <LooksSection member={member} integrationId={id} />
      <Section id="activity" title="Activity" aside="What people and AQUILA did here. It cannot be changed.">
        <ActivityList activity={activity} />
      </Section>
    </PortalShell>
  )
}
