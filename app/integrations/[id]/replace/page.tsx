import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { replaceAction } from '#app/integrations/[id]/actions.ts'
import { ReplaceForm } from '#app/integrations/[id]/replace/replace-form.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { PermissionWords } from '#components/guidance/permission-words.tsx'
import { TokenForms } from '#components/guidance/token-forms.tsx'
import { WhereEmail, WhereGlobalKey, WhereToken } from '#components/guidance/where-to-find.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ExternalLink } from '#components/ui/external-link.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { tickedByHand, tokenLink } from '#lib/cloudflare/token-link.ts'
import { findIntegration } from '#lib/integrations/queries.ts'

export const metadata: Metadata = { title: 'Replace the credential' }

export default async function ReplacePage({ params, searchParams }: PageProps<'/integrations/[id]/replace'>) {
  const member = await requireMember()
  const { id } = await params
  const integration = await findIntegration(member, id)
  if (!integration) notFound()
  if (integration.state === 'disconnected') redirect(`/integrations/${id}`)
  const asked = [(await searchParams)['method']].flat()[0] ?? integration.credential?.kind
  const method = asked === 'global_key' ? 'global_key' : 'api_token'
  return (
    <PortalShell current="integrations">
      <PageHeader
        title="Replace the credential"
        lead={`For ${integration.accountName ?? `account ${integration.accountId}`}. The present one${
          integration.credential ? `, ${integration.credential.mask},` : ''
        } is destroyed as soon as you send this; the new one is then verified.`}
      />
      {method === 'api_token' && (
        <Disclosure summary="Create a new token at Cloudflare">
          <div className="grid max-w-read gap-4">
            <TokenForms
              account={
                <ExternalLink href={tokenLink('account', integration.accountId)} look="secondary">
                  Open the filled-in form
                </ExternalLink>
              }
              user={
                <ExternalLink href={tokenLink('user')} look="secondary">
                  Open it under My Profile
                </ExternalLink>
              }
            />
            <p>
              Add by hand what the links cannot fill in: <b>{tickedByHand.join(', ')}</b>. The form must show
              these {permissions.length} permissions, all of them Read, before you choose <b>Create</b>:
            </p>
            <PermissionWords />
          </div>
        </Disclosure>
      )}
      <ReplaceForm
        key={method}
        action={replaceAction}
        id={id}
        method={method}
        email={integration.credential?.email ?? ''}
        notes={{ token: <WhereToken />, email: <WhereEmail />, key: <WhereGlobalKey /> }}
      />
    </PortalShell>
  )
}
