'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

export function ConfirmForm({
  action,
  id,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  id: string
}) {
  const [, submit, pending] = useActionState(action, idle)
  return (
    <form action={submit} className="flex flex-wrap gap-2">
      <input type="hidden" name="id" value={id} />
      <Button type="submit" look="danger" disabled={pending}>
        {pending ? 'Destroying the credential' : 'Disconnect and destroy the credential'}
      </Button>
      <LinkButton href={`/integrations/${id}`} look="quiet">
        Keep it connected
      </LinkButton>
    </form>
  )
}
