import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { correctAction } from '#app/integrations/[id]/actions.ts'
import { CorrectForm } from '#app/integrations/[id]/correct/correct-form.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { WhereAccountId, WhereZoneId } from '#components/guidance/where-to-find.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { findIntegration } from '#lib/integrations/queries.ts'

export const metadata: Metadata = { title: 'Correct the ids' }

export default async function CorrectPage({ params }: PageProps<'/integrations/[id]/correct'>) {
  const member = await requireMember()
  const { id } = await params
  const integration = await findIntegration(member, id)
  if (!integration) notFound()
  if (integration.state === 'disconnected') redirect(`/integrations/${id}`)
  return (
    <PortalShell current="integrations">
      <PageHeader
        title="Correct the ids"
        lead="The credential stays as it is: you do not need to enter it again. AQUILA verifies it with the corrected ids."
      />
      <CorrectForm
        action={correctAction}
        id={id}
        accountId={integration.accountId}
        zoneIds={integration.zones.map(({ zoneId }) => zoneId).join('\n')}
        notes={{ accountId: <WhereAccountId />, zoneIds: <WhereZoneId /> }}
      />
    </PortalShell>
  )
}
