'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

/** A form, so that it works without JavaScript too. */
export function VerifyAgainButton({
  action,
  id,
  label = 'Verify again',
  isRunning = false,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  id: string
  label?: string
  /** One is under way: there is nothing to ask for, but the button stays, for it may have the focus. */
  isRunning?: boolean
}) {
  const [result, submit, pending] = useActionState(action, idle)
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="id" value={id} />
      <Button type={pending || isRunning ? 'button' : 'submit'} aria-disabled={pending || isRunning}>
        {isRunning ? 'Verifying…' : pending ? 'Asking for it' : label}
      </Button>
      {!isRunning && 'message' in result && (
        <p role="status" className="text-14 text-muted">
          {result.message}
        </p>
      )}
    </form>
  )
}
