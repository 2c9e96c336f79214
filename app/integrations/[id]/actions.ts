'use server'

import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { memberAction } from '#lib/action.ts'
import { correct } from '#lib/integrations/correct.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { replace } from '#lib/integrations/replace.ts'
import { correctInput, idInput, replaceInput, suggestionInput } from '#lib/integrations/schema.ts'
import { takeSuggestedIds } from '#lib/integrations/take-suggested-ids.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'

export const verifyAgainAction = memberAction({
  name: 'integrations.verify-again',
  schema: idInput,
  limits: (member) => [['verify', member.customerId]],
  run: async (member, { id }) => {
    if (!(await verifyAgain(member, id))) notFound()
    refresh()
    return { status: 'idle' }
  },
})

export const correctAction = memberAction({
  name: 'integrations.correct',
  schema: correctInput,
  limits: (member) => [['verify', member.customerId]],
  run: async (member, { id, accountId, zoneIds }) => {
    const outcome = await correct(member, id, { accountId, zoneIds })
    if (outcome === 'not_found') notFound()
    if (outcome === 'corrected') redirect(`/integrations/${id}`)
    const message =
      'This account is connected in another integration already. Open that one, or correct the id.'
    const values = { id, accountId, zoneIds: zoneIds.join('\n') }
    return { status: 'invalid', message, fields: { accountId: message }, values }
  },
})

export const takeSuggestedIdsAction = memberAction({
  name: 'integrations.take-suggested-ids',
  schema: suggestionInput,
  limits: (member) => [['verify', member.customerId]],
  run: async (member, { id, verificationId }) => {
    const outcome = await takeSuggestedIds(member, id, verificationId)
    if (outcome === 'not_found') notFound()
    if (outcome === 'corrected') redirect(`/integrations/${id}`)
    const message =
      outcome === 'account_taken'
        ? 'That account is connected in another integration already, so nothing was changed. Open that one, or correct the ids by hand.'
        : 'Since you opened this page the integration was verified anew, so nothing was changed. Reload the page to see what holds now.'
    return { status: 'refused', message, values: {} }
  },
})

export const replaceAction = memberAction({
  name: 'integrations.replace',
  schema: replaceInput,
  limits: (member) => [['verify', member.customerId]],
  run: async (member, input) => {
    const outcome = await replace(member, input.id, toCredential(input))
    if (outcome === 'not_found') notFound()
    if (outcome === 'replaced') redirect(`/integrations/${input.id}`)
    return {
      status: 'refused',
      message:
        'The integration was changed in another tab in this moment. Nothing of this form was stored; look at it, then enter the credential again.',
      values: {},
    }
  },
})

export const disconnectAction = memberAction({
  name: 'integrations.disconnect',
  schema: idInput,
  run: async (member, { id }) => {
    if (!(await disconnect(member, id))) notFound()
    redirect(`/integrations/${id}`)
  },
})
