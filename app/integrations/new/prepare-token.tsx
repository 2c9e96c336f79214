import { hrefOf } from '#app/integrations/new/position.ts'
import { TokenFormLink } from '#app/integrations/new/token-form-link.tsx'
import { AskColleague } from '#components/guidance/ask-colleague.tsx'
import { EgressAddresses } from '#components/guidance/egress-addresses.tsx'
import { PermissionWords } from '#components/guidance/permission-words.tsx'
import { TokenForms } from '#components/guidance/token-forms.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Instruction, Instructions } from '#components/ui/instructions.tsx'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { tickedByHand, tokenLink } from '#lib/cloudflare/token-link.ts'
import { colleagueText } from '#lib/integrations/colleague-text.ts'

export function PrepareToken({
  portal,
  egressAddresses,
}: {
  portal: string
  /** Shown to copy into the filter of the token; nothing is shown while none is known. */
  egressAddresses: readonly string[]
}) {
  return (
    <div className="grid max-w-read gap-8">
      <AskColleague text={colleagueText(portal)} />
      <Instructions>
        <Instruction title="Open Cloudflare’s form for a new token">
          <p>
            Either link opens it named for AQUILA, with {permissions.length - tickedByHand.length} of the{' '}
            {permissions.length} permissions filled in.
          </p>
          <TokenForms
            account={
              <TokenFormLink href={tokenLink('account')} look="secondary">
                Open the filled-in form
              </TokenFormLink>
            }
            user={
              <TokenFormLink href={tokenLink('user')} look="secondary">
                Open it under My Profile
              </TokenFormLink>
            }
          />
          <Disclosure summary="Without the link">
            <p>
              At dash.cloudflare.com:{' '}
              <b>
                Manage Account &gt; Account API Tokens &gt; Create Token &gt; Custom Token &gt; Get started
              </b>
              , or <b>My Profile &gt; API Tokens</b> for a user-owned one.
            </p>
          </Disclosure>
        </Instruction>
        <Instruction title={`Add the ${tickedByHand.length} permissions the link cannot fill in`}>
          <p>
            <b>{tickedByHand.join(', ')}</b>, each <b>Read</b>. The form must show these {permissions.length}{' '}
            permissions before you choose <b>Create</b>, all of them Read. Cloudflare may list Analytics
            twice, once for the account and once for the zone.
          </p>
          <PermissionWords />
        </Instruction>
        <Instruction title="Choose the zones, and leave the rest as it is">
          <p>
            Under <b>Zone Resources</b> include the domains that AQUILA shall watch. An end date is welcome:
            AQUILA warns you before it comes.
          </p>
          <EgressAddresses addresses={egressAddresses} />
        </Instruction>
        <Instruction title="Create the token and copy it">
          <p>Cloudflare shows it only this once.</p>
        </Instruction>
      </Instructions>
      <Forward />
    </div>
  )
}

function Forward() {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 border-t border-line pt-6">
      <a href={hrefOf({ step: 'enter', method: 'api_token' })} className={buttonClass('primary')}>
        I have the token: enter it
      </a>
      <a href={hrefOf({ step: 'choose', method: 'api_token' })} className="link text-14">
        Back
      </a>
    </div>
  )
}
