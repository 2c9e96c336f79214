import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { disconnectAction } from '#app/integrations/[id]/actions.ts'
import { ConfirmForm } from '#app/integrations/[id]/disconnect/confirm-form.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { findIntegration } from '#lib/integrations/queries.ts'

export const metadata: Metadata = { title: 'Disconnect' }

export default async function DisconnectPage({ params }: PageProps<'/integrations/[id]/disconnect'>) {
  const member = await requireMember()
  const { id } = await params
  const integration = await findIntegration(member, id)
  if (!integration) notFound()
  if (integration.state === 'disconnected') redirect(`/integrations/${id}`)
  const { accountName, accountId, credential } = integration
  return (
    <PortalShell current="integrations">
      <PageHeader title={`Disconnect ${accountName ?? accountId}?`} />
      <div className="mt-4 grid max-w-read gap-4">
        <p>
          AQUILA destroys the sealed credential{credential && ` ${credential.mask}`} and the audit-log sample
          now. From then on AQUILA reads nothing from this account. This cannot be undone; to connect again,
          the credential has to be entered again.
        </p>
        <p>
          What was done here stays in the activity. The token itself still exists at Cloudflare: delete it
          there, under My Profile or Manage Account, API Tokens.
        </p>
        <ConfirmForm action={disconnectAction} id={id} />
      </div>
    </PortalShell>
  )
}
