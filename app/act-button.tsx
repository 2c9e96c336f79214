'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ButtonLook } from '#components/ui/button-class.ts'
import type { FormAction } from '#lib/action.ts'
import { idle } from '#lib/action-result.ts'

/**
 * One act on one thing of a list, and what came of it. A form, so that it works without JavaScript too. While it is under way
 * the button stays where the focus is.
 */
export function ActButton({
  action,
  fields,
  label,
  about,
  look = 'quiet',
}: {
  action: FormAction
  /** What the form sends. */
  fields: Record<string, string>
  label: string
  /** Which of the list it is, for those who hear the button. */
  about: string
  look?: ButtonLook
}) {
  const [result, submit, pending] = useActionState(action, idle)
  return (
    <form action={submit} className="contents">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {'message' in result && (
        <p role="status" className="px-4 text-muted">
          {result.message}
        </p>
      )}
      <Button type={pending ? 'button' : 'submit'} look={look} aria-disabled={pending}>
        {label}
        <span className="sr-only"> ({about})</span>
      </Button>
    </form>
  )
}
