import { ExternalLink } from '#components/ui/external-link.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { tokenLink } from '#lib/cloudflare/token-link.ts'
import { expiryHint } from '#lib/integrations/expiry.ts'
import type { IntegrationView } from '#lib/integrations/view.ts'

/**
 * What is worth knowing of a credential that works: it can do more than read, or it ends soon. Accepted and labeled, no
 * failure.
 */
export function CredentialNotices({
  integration,
  canReplace,
}: {
  integration: Pick<IntegrationView, 'id' | 'accountId' | 'credential' | 'power' | 'writes'>
  canReplace: boolean
}) {
  const { id, accountId, credential, power, writes } = integration
  if (!credential) return null
  const thing = credential.kind === 'api_token' ? 'token' : 'key'
  const hint = expiryHint(credential.expiresOn, new Date())
  const wayOut = canReplace && <WayOut id={id} accountId={accountId} thing={thing} />
  const isStrong = power === 'global_key' || power === 'can_write'
  const isEnding = hint !== null && !hint.isOver
  if (!isStrong && !isEnding) return null
  return (
    <div className="grid max-w-read gap-3 pb-8">
      {isEnding && (
        <Notice tone="info" title={`This ${thing} ${hint.text}`}>
          <p>
            After that AQUILA cannot read this account any more. Create a new token before, and replace this
            one with it; the ids stay.
          </p>
          {!isStrong && wayOut}
        </Notice>
      )}
      {isStrong && (
        <Notice tone="info" title={`This ${thing} can do more than read`}>
          <p>{power === 'global_key' ? globalKey : writing(writes)}</p>
          {wayOut}
        </Notice>
      )}
    </div>
  )
}

const globalKey =
  'A Global API Key can change everything its owner can, DNS included, in all accounts of that person. AQUILA takes it and only reads; a token that can only read is safer.'

function writing(names: readonly string[]): string {
  const named = names.map((name) => `“${name}: Write”`).join(' and ')
  return `It has ${named || 'a permission to write'}, and whether it can change more does not show without trying, which AQUILA never does. AQUILA takes it and only reads; a token with nothing but Read is safer.`
}

function WayOut({ id, accountId, thing }: { id: string; accountId: string; thing: string }) {
  return (
    <>
      <div className="no-print flex flex-wrap gap-2 py-1">
        <ExternalLink href={tokenLink('account', accountId)} look="secondary">
          Create a read-only token at Cloudflare
        </ExternalLink>
        <LinkButton href={`/integrations/${id}/replace`}>Replace the {thing}</LinkButton>
      </div>
      <p className="text-muted">
        The form is that of the account, for its administrators. Anybody else makes the token under{' '}
        <ExternalLink href={tokenLink('user')}>My Profile</ExternalLink>.
      </p>
    </>
  )
}
