import { hrefOf } from '#app/integrations/new/position.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { ExternalLink } from '#components/ui/external-link.tsx'
import { Instruction, Instructions } from '#components/ui/instructions.tsx'
import { Notice } from '#components/ui/notice.tsx'

export function PrepareGlobalKey() {
  return (
    <div className="grid max-w-read gap-8">
      <Notice tone="unsure" title="This key opens everything its owner can open">
        <p>
          Whoever holds it can change DNS, billing and members in all accounts of that user. AQUILA only reads
          with it, but the key itself sets no limit.{' '}
          <a href={hrefOf({ step: 'prepare', method: 'api_token' })} className="link">
            Use an API token instead
          </a>
        </p>
      </Notice>
      <Instructions>
        <Instruction title="Open your API tokens at Cloudflare">
          <p>
            <b>My Profile &gt; API Tokens</b>, signed in as the user whose key it is.
          </p>
          <ExternalLink href="https://dash.cloudflare.com/profile/api-tokens" look="secondary">
            Open My Profile
          </ExternalLink>
        </Instruction>
        <Instruction title="View the Global API Key">
          <p>
            In the row <b>Global API Key</b> choose <b>View</b>. Cloudflare asks for your password again.
          </p>
        </Instruction>
        <Instruction title="Copy the key">
          <p>You also need the e-mail address of that user: the key works only together with it.</p>
        </Instruction>
      </Instructions>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 border-t border-line pt-6">
        <a href={hrefOf({ step: 'enter', method: 'global_key' })} className={buttonClass('primary')}>
          I have the key: enter it
        </a>
        <a href={hrefOf({ step: 'choose', method: 'global_key' })} className="link text-14">
          Back
        </a>
      </div>
    </div>
  )
}
