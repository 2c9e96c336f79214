'use server'

import { redirect } from 'next/navigation'
import { memberAction } from '#lib/action.ts'
import { connect } from '#lib/integrations/connect.ts'
import { connectInput } from '#lib/integrations/schema.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'

/** Connects the account: stores it sealed, starts the verification, and shows the integration. */
export const connectAction = memberAction({
  name: 'integrations.connect',
  schema: connectInput,
  limits: (member) => [['verify', member.customerId]],
  run: async (member, input) => {
    const { accountId, zoneIds, idempotencyKey } = input
    const { outcome, integrationId } = await connect(member, {
      credential: toCredential(input),
      accountId,
      zoneIds,
      idempotencyKey,
    })
    redirect(
      outcome === 'connected'
        ? `/integrations/${integrationId}`
        : `/integrations/${integrationId}?already=connected`,
    )
  },
})
