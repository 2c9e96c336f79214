'use client'

import { useActionState } from 'react'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

export function EmailForm({
  action,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
}) {
  const [result, submit, pending] = useActionState(action, idle)
  const values = 'values' in result ? result.values : {}
  const error = result.status === 'invalid' ? result.fields['email'] : undefined
  return (
    <form action={submit} noValidate className="mt-6 grid max-w-read gap-4">
      <ActionNotice result={result} />
      <Field id="email" label="E-mail address" hint="The address to which you were invited." error={error}>
        {(control) => (
          <TextInput
            {...control}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            maxLength={254}
            defaultValue={values['email'] ?? ''}
            autoFocus
          />
        )}
      </Field>
      <div>
        <Button type="submit" look="primary" disabled={pending}>
          {pending ? 'Asking for the mail' : 'Send me a sign-in mail'}
        </Button>
      </div>
    </form>
  )
}
