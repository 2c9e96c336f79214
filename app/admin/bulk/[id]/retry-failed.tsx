'use client'

import { useActionState } from 'react'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

/** A new run of those that are not connected after this one. */
export function RetryFailed({
  action,
  runId,
  count,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  runId: string
  count: number
}) {
  const [result, submit, pending] = useActionState(action, idle)
  return (
    <form action={submit} className="pb-4">
      <ActionNotice result={result} />
      <input type="hidden" name="failedOf" value={runId} />
      <Button type={pending ? 'button' : 'submit'} aria-disabled={pending}>
        {pending ? 'Starting' : `Verify only the ${count} not connected again`}
      </Button>
    </form>
  )
}
