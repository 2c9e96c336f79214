import type { Metadata } from 'next'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { AttentionList } from '#app/admin/overview/attention-list.tsx'
import { StateTable } from '#app/admin/overview/state-table.tsx'
import { StoppedList } from '#app/admin/overview/stopped-list.tsx'
import { TrendFigures } from '#app/admin/overview/trend-figures.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { overview } from '#lib/listing/overview.ts'

export const metadata: Metadata = { title: 'Overview' }

export default async function AdminPage() {
  const staff = await requireStaff()
  const { attention, states, trend, countedAt, stopped } = await overview(staff)
  return (
    <AdminShell current="overview">
      <PageHeader title="Overview" lead="Who is stuck, and why. Every number leads to its integrations." />
      <Section id="attention" title="Needs attention now" wide>
        <AttentionList attention={attention} />
      </Section>
      <Section id="states" title="All integrations by state" wide>
        {countedAt === null ? (
          <p className="text-14 text-muted">
            Not counted yet. The worker counts every minute; reload this page in a moment.
          </p>
        ) : (
          <>
            <StateTable states={states} trend={trend} />
            <p className="py-2 text-12 text-muted">
              Counted <TimeAgo at={countedAt} />, every minute anew.
            </p>
            <Disclosure summary="The figures of each day">
              <TrendFigures trend={trend} />
            </Disclosure>
          </>
        )}
      </Section>
      <Section
        id="stopped"
        title="Started and stopped"
        aside="Members who were in the wizard in the last 14 days and connected nothing since."
        wide
      >
        <StoppedList stopped={stopped} />
      </Section>
    </AdminShell>
  )
}
