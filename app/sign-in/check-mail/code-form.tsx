'use client'

import { useActionState } from 'react'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

export function CodeForm({
  action,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
}) {
  const [result, submit, pending] = useActionState(action, idle)
  return (
    <form action={submit} noValidate className="mt-6 grid max-w-read gap-4">
      <ActionNotice result={result} />
      <Field
        id="code"
        label="Code from the mail"
        hint="Eight letters and figures, such as ABCD-2345."
        error={result.status === 'invalid' ? result.fields['code'] : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            mono
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
          />
        )}
      </Field>
      <div>
        <Button type="submit" look="primary" disabled={pending}>
          {pending ? 'Checking the code' : 'Sign in'}
        </Button>
      </div>
    </form>
  )
}
