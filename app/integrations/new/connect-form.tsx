import { ChooseStep } from '#app/integrations/new/choose-step.tsx'
import type { Position } from '#app/integrations/new/position.ts'
import { PrepareGlobalKey } from '#app/integrations/new/prepare-global-key.tsx'
import { PrepareToken } from '#app/integrations/new/prepare-token.tsx'
import { Wizard } from '#app/integrations/new/wizard.tsx'
import {
  WhereAccountId,
  WhereEmail,
  WhereGlobalKey,
  WhereToken,
  WhereZoneId,
} from '#components/guidance/where-to-find.tsx'
import type { ActionResult } from '#lib/action-result.ts'

/** The texts are rendered here, on the server; only the form itself reaches the browser as code. */
export function ConnectForm({
  action,
  idempotencyKey,
  initial,
  portal,
  egressAddresses,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  idempotencyKey: string
  initial: Position
  /** The address of the portal, for a text that is sent to somebody else. */
  portal: string
  /** Where AQUILA's calls come from; empty when it is not known. */
  egressAddresses: readonly string[]
}) {
  return (
    <Wizard
      action={action}
      idempotencyKey={idempotencyKey}
      initial={initial}
      choose={<ChooseStep />}
      prepare={{
        api_token: <PrepareToken portal={portal} egressAddresses={egressAddresses} />,
        global_key: <PrepareGlobalKey />,
      }}
      notes={{
        token: <WhereToken />,
        email: <WhereEmail />,
        key: <WhereGlobalKey />,
        accountId: <WhereAccountId />,
        zoneIds: <WhereZoneId />,
      }}
    />
  )
}
