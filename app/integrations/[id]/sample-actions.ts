'use server'

import { refresh } from 'next/cache'
import { notFound } from 'next/navigation'
import type * as z from 'zod/mini'
import { memberAction, rateLimited } from '#lib/action.ts'
import type { RecordView } from '#lib/cloudflare/audit-view.ts'
import { revealInput } from '#lib/integrations/sample-schema.ts'
import { idInput } from '#lib/integrations/schema.ts'
import { TooOften } from '#lib/rate-limit.ts'
import { requestRefresh } from '#lib/samples/request-refresh.ts'
import { reveal } from '#lib/samples/reveal.ts'

export const refreshSampleAction = memberAction({
  name: 'samples.refresh',
  schema: idInput,
  limits: (member) => [['refreshSample', member.customerId]],
  run: async (member, { id }) => {
    const request = await requestRefresh(member, id)
    if (request.outcome === 'not_found') notFound()
    if (request.outcome === 'asked') {
      refresh()
      return { status: 'idle' }
    }
    const time = `${request.until.toISOString().slice(11, 16)} UTC`
    const message = `Cloudflare asked AQUILA to wait until ${time}. Nothing was asked now.`
    return { status: 'refused', message, values: {} }
  },
})

/** Answers the records themselves: they are in no address and no cache, and gone with the next reload. */
export const revealSampleAction = memberAction<z.infer<typeof revealInput>, RecordView[]>({
  name: 'samples.reveal',
  schema: revealInput,
  run: async (member, { id, personal }) => {
    if (personal === 'hide') return { status: 'idle' }
    const records = await reveal(member, id)
    if (!records) notFound()
    if (records instanceof TooOften) return rateLimited(records, 'Nothing was shown.', {})
    refresh()
    return { status: 'found', data: records }
  },
})
