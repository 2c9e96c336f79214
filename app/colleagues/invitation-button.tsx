'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

/** One act on one invitation, and what came of it. A form, so that it works without JavaScript too. */
export function InvitationButton({
  action,
  id,
  email,
  label,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  id: string
  email: string
  label: string
}) {
  const [result, submit, pending] = useActionState(action, idle)
  return (
    <form action={submit} className="contents">
      <input type="hidden" name="id" value={id} />
      {'message' in result && (
        <p role="status" className="px-4 text-muted">
          {result.message}
        </p>
      )}
      <Button type="submit" look="quiet" disabled={pending}>
        {label}
        <span className="sr-only"> ({email})</span>
      </Button>
    </form>
  )
}
