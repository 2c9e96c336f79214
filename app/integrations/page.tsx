import type { Metadata } from 'next'
import { PortalShell } from '#app/portal-shell.tsx'
import { IntegrationsTable } from '#components/integrations-table.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { listIntegrations } from '#lib/integrations/queries.ts'

export const metadata: Metadata = { title: 'Integrations' }

export default async function IntegrationsPage() {
  const member = await requireMember()
  const integrations = await listIntegrations(member)
  const connectLink = (
    <LinkButton href="/integrations/new" look="primary">
      Connect Cloudflare
    </LinkButton>
  )
  return (
    <PortalShell current="integrations">
      <PageHeader
        title="Integrations"
        lead={`The Cloudflare accounts that ${member.customerName} has connected to AQUILA.`}
        action={integrations.length > 0 && connectLink}
      />
      <div className="mt-6">
        {integrations.length > 0 ? (
          <IntegrationsTable rows={integrations} />
        ) : (
          <EmptyState title="No account connected yet" action={connectLink}>
            AQUILA reads the logs of a Cloudflare account once you have connected it. It takes a few minutes,
            and you see at once whether it works. Does a colleague own the account?{' '}
            <Anchor href="/colleagues" className="link">
              Invite that colleague
            </Anchor>{' '}
            to connect it.
          </EmptyState>
        )}
      </div>
    </PortalShell>
  )
}
