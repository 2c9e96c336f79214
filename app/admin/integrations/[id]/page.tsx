import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActButton } from '#app/act-button.tsx'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import {
  pauseAction,
  resumeAction,
  saveCaseAction,
  verifyAgainAsStaffAction,
  writeNoteAction,
} from '#app/admin/integrations/[id]/actions.ts'
import { CaseForm } from '#app/admin/integrations/[id]/case-form.tsx'
import { NoteForm } from '#app/admin/integrations/[id]/note-form.tsx'
import { ReasonPage } from '#app/admin/integrations/[id]/reason-page.tsx'
import { VerifyAgainButton } from '#app/integrations/[id]/verify-again-button.tsx'
import { ActivityList } from '#components/activity-list.tsx'
import { Checklist } from '#components/checklist.tsx'
import { CredentialNotices } from '#components/credential-notices.tsx'
import { HistorySummary } from '#components/history-summary.tsx'
import { IntegrationMeaning } from '#components/integration-state.tsx'
import { IntegrationSummary } from '#components/integration-summary.tsx'
import { LogSources } from '#components/log-sources.tsx'
import { NoteList } from '#components/note-list.tsx'
import { PausedNotice } from '#components/paused-notice.tsx'
import { SampleFigures } from '#components/sample-figures.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
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
  const { integration, customerId, kekId, activity, history, supportCase, visits, notes, sample } = found
  const { verification, state, customerName, accountName, accountId, pausedAt } = integration
  const isLive = state !== 'disconnected'
  return (
    <AdminShell current="integrations">
      <PageHeader
        title={customerName}
        state={<IntegrationMeaning integration={integration} />}
        lead={
          <>
            Cloudflare account {accountName ?? accountId}. That you looked, and why, is in the customer’s
            activity.{' '}
            <Anchor href={`/admin/customers/${customerId}`} className="link">
              People of the customer
            </Anchor>
          </>
        }
      />
      <PausedNotice pausedAt={pausedAt} reader="staff" />
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
      <Section
        id="notes"
        title="Notes"
        aside="For colleagues, or to the customer. Written ones stay as they are."
      >
        {notes.length > 0 && (
          <div className="pb-6">
            <NoteList notes={notes} reader="staff" />
          </div>
        )}
        <NoteForm action={writeNoteAction} id={id} newest={notes[0]?.id ?? null} />
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
          {isLive && (
            <div className="no-print mt-4 flex flex-wrap items-start gap-2">
              <VerifyAgainButton action={verifyAgainAsStaffAction} id={id} />
              <ActButton
                action={pausedAt ? resumeAction : pauseAction}
                fields={{ id }}
                label={pausedAt ? 'End the pause' : 'Pause the daily verification'}
                about={customerName}
              />
            </div>
          )}
        </Section>
      )}
      {isLive && (
        <Section
          id="sample"
          title="Audit-log sample"
          aside="How much there is of what. The records themselves only the customer sees."
        >
          <SampleFigures sample={sample} />
        </Section>
      )}
      {isLive && (
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
        {isLive && (
          <div className="no-print mt-4">
            <LinkButton href={`/admin/integrations/${id}/disconnect`} look="quiet">
              Disconnect for the customer
            </LinkButton>
          </div>
        )}
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
