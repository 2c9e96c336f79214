import { hrefOf } from '#app/integrations/new/position.ts'
import { PermissionTable } from '#components/guidance/permission-table.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ExternalLink } from '#components/ui/external-link.tsx'
import { Instruction, Instructions } from '#components/ui/instructions.tsx'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { tickedByHand, tokenLink } from '#lib/cloudflare/token-link.ts'

export function PrepareToken() {
  return (
    <div className="grid max-w-read gap-8">
      <Instructions>
        <Instruction title="Open Cloudflare’s form for a new token">
          <p>
            The link fills in {permissions.length - tickedByHand.length} of the {permissions.length}{' '}
            permissions. You need the role Administrator or Super Administrator in the account.
          </p>
          <ExternalLink href={tokenLink('account')} look="secondary">
            Open the filled-in form
          </ExternalLink>
          <Disclosure summary="Without the link">
            <p>
              At dash.cloudflare.com:{' '}
              <b>
                Manage Account &gt; Account API Tokens &gt; Create Token &gt; Custom Token &gt; Get started
              </b>
              . Without that role, create it under <b>My Profile &gt; API Tokens</b>; it works as well.
            </p>
          </Disclosure>
        </Instruction>
        <Instruction title={`Add the ${tickedByHand.length} permissions the link cannot fill in`}>
          <p>
            {tickedByHand.map((name) => (
              <span key={name}>
                <b>{name}</b>,{' '}
              </span>
            ))}
            each <b>Read</b>. The form then has {permissions.length} permissions, and nothing but Read.
            Cloudflare may list Analytics twice, once for the account and once for the zone.
          </p>
          <Disclosure summary={`All ${permissions.length} permissions, and why AQUILA needs each`}>
            <PermissionTable />
          </Disclosure>
        </Instruction>
        <Instruction title="Choose the zones">
          <p>
            Under <b>Zone Resources</b>, include the domains that AQUILA shall watch. An end date is welcome:
            AQUILA warns you before it comes.
          </p>
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
