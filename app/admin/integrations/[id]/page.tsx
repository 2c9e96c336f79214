import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { saveCaseAction, verifyAgainAsStaffAction } from '#app/admin/integrations/[id]/actions.ts'
import { CaseForm } from '#app/admin/integrations/[id]/case-form.tsx'
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
import { VisitList } from '#components/visit-list.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { findAssignees } from '#lib/cases/assignees.ts'
import { webEnv } from '#lib/env.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'

export const metadata: Metadata = { title: 'Review an integration' }

export default async function ReviewPage({ params }: PageProps<'/admin/integrations/[id]'>) {
  const staff = await requireStaff()
  const { id } = await params
  const [found, assignees] = await Promise.all([reviewIntegration(staff, id), findAssignees()])
  if (!found) notFound()
  if (found instanceof ReasonNeeded) return <ReasonPage needed={found} id={id} />
  const { integration, kekId, activity, history, supportCase, visits } = found
  const { verification, state, customerName, accountName, accountId } = integration
  return (
    <AdminShell current="integrations">
      <PageHeader
        title={customerName}
        state={<IntegrationMeaning integration={integration} />}
        lead={`Cloudflare account ${accountName ?? accountId}. That you looked, and why, is in the customer's activity.`}
      />
      <CredentialNotices integration={integration} canReplace={false} />
      <Section
        id="case"
        title="Case"
        aside="The customer sees its state in the activity, not who has it."
        wide
      >
        <CaseForm
          action={saveCaseAction}
          id={id}
          supportCase={supportCase}
          assignees={assignees}
          self={staff.personId}
        />
      </Section>
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
        <IntegrationSummary integration={integration} kekId={kekId} />
      </Section>
      <Section id="wizard" title="Wizard" aside="The last ways of this customer’s members through it.">
        <VisitList visits={visits} />
      </Section>
      <Section id="activity" title="Activity">
        <ActivityList activity={activity} />
      </Section>
    </AdminShell>
  )
}
