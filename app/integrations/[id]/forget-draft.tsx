'use client'

import { useEffect } from 'react'
import { forgetDraft } from '#app/integrations/new/draft.ts'

/** What the wizard kept of an account is of no use once the account is connected. */
export function ForgetDraft({ accountId }: { accountId: string }) {
  useEffect(() => forgetDraft(accountId), [accountId])
  return null
}
