import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { verifyAgainAsStaffAction } from '#app/admin/integrations/[id]/actions.ts'
import { ReasonPage } from '#app/admin/integrations/[id]/reason-page.tsx'
import { VerifyAgainButton } from '#app/integrations/[id]/verify-again-button.tsx'
import { ActivityList } from '#components/activity-list.tsx'
import { Checklist } from '#components/checklist.tsx'
import { CredentialNotices } from '#components/credential-notices.tsx'
import { HistorySummary } from '#components/history-summary.tsx'
import { IntegrationMeaning } from '#components/integration-state.tsx'
import { IntegrationSummary } from '#components/integration-summary.tsx'
import { LogSources } from '#components/log-sources.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { webEnv } from '#lib/env.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'

export const metadata: Metadata = { title: 'Review an integration' }

export default async function ReviewPage({ params }: PageProps<'/admin/integrations/[id]'>) {
  const staff = await requireStaff()
  const { id } = await params
  const found = await reviewIntegration(staff, id)
  if (!found) notFound()
  if (found instanceof ReasonNeeded) return <ReasonPage needed={found} id={id} />
  const { integration, activity, history } = found
  const { verification, state, customerName, accountName, accountId } = integration
  return (
    <AdminShell current="integrations">
      <PageHeader
        title={customerName}
        state={<IntegrationMeaning integration={integration} />}
        lead={`Cloudflare account ${accountName ?? accountId}. That you looked, and why, is in the customer's activity.`}
      />
      <CredentialNotices integration={integration} canReplace={false} />
      {verification && (
        <Section
          id="verification"
          title="Verification"
          aside="As the customer sees it, with Cloudflare's codes under Details."
        >
          <Checklist
            checks={verification.checks}
            settled={verification.finishedAt !== null}
            egressAddresses={webEnv().EGRESS_ADDRESSES}
            renderAction={() => null}
          />
          {state !== 'disconnected' && (
            <div className="mt-4">
              <VerifyAgainButton action={verifyAgainAsStaffAction} id={id} />
            </div>
          )}
        </Section>
      )}
      {state !== 'disconnected' && (
        <Section id="log-sources" title="Log sources" aside="What Cloudflare’s logs are open to AQUILA." wide>
          <LogSources sources={verification?.logSources ?? null} zones={integration.zones} />
        </Section>
      )}
      {history && (
        <Section id="history" title="History">
          <HistorySummary summary={history} integrationId={id} base="/admin/integrations" />
        </Section>
      )}
      <Section id="details" title="Details">
        <IntegrationSummary integration={integration} />
      </Section>
      <Section id="activity" title="Activity">
        <ActivityList activity={activity} />
      </Section>
    </AdminShell>
  )
}
