'use client'

import { type ReactNode, useActionState } from 'react'
import { takeSuggestedIdsAction } from '#app/integrations/[id]/actions.ts'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { idle } from '#lib/action-result.ts'

/** Corrects the ids in one click. The form says which verification it is about; the ids stay on the server. */
export function TakeSuggestedIdsButton({
  id,
  verificationId,
  label,
  children,
}: {
  id: string
  verificationId: string
  label: string
  children: ReactNode
}) {
  const [result, submit, pending] = useActionState(takeSuggestedIdsAction, idle)
  return (
    <form action={submit} className="grid gap-3">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="verificationId" value={verificationId} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={pending}>
          {pending ? 'Storing the ids' : label}
        </Button>
        {children}
      </div>
      <ActionNotice result={result} />
    </form>
  )
}
