'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

/** A form, so that it works without JavaScript too. */
export function VerifyAgainButton({
  action,
  id,
  label = 'Verify again',
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  id: string
  label?: string
}) {
  const [result, submit, pending] = useActionState(action, idle)
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="id" value={id} />
      <Button type="submit" disabled={pending}>
        {pending ? 'Asking for it' : label}
      </Button>
      {'message' in result && (
        <p role="status" className="text-14 text-muted">
          {result.message}
        </p>
      )}
    </form>
  )
}
