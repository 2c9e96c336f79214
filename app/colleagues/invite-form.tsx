'use client'

import { useActionState } from 'react'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { inputClass, TextInput } from '#components/ui/text-input.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

export function InviteForm({
  action,
  canInviteOwner,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  canInviteOwner: boolean
}) {
  const [result, submit, pending] = useActionState(action, idle)
  const values = 'values' in result ? result.values : {}
  const error = result.status === 'invalid' ? result.fields['email'] : undefined
  return (
    <form action={submit} noValidate className="grid gap-4">
      {result.status === 'done' ? (
        <Notice tone="passed" announce>
          <p className="wrap-anywhere">{result.message}</p>
        </Notice>
      ) : (
        !error && <ActionNotice result={result} />
      )}
      <Field
        id="email"
        label="E-mail address"
        hint="An address at your own domain. AQUILA mails the invitation; it lasts 14 days."
        error={error}
      >
        {(control) => (
          <TextInput
            {...control}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="off"
            maxLength={254}
            defaultValue={values['email'] ?? ''}
          />
        )}
      </Field>
      {canInviteOwner && (
        <Field id="role" label="Role" hint="An owner can invite other owners; all else a member can do too.">
          {(control) => (
            <select
              {...control}
              name="role"
              defaultValue={values['role'] ?? 'member'}
              className={`${inputClass} sm:w-40`}
            >
              <option value="member">Member</option>
              <option value="owner">Owner</option>
            </select>
          )}
        </Field>
      )}
      <div>
        <Button type="submit" look="primary" disabled={pending}>
          {pending ? 'Inviting' : 'Invite and send the mail'}
        </Button>
      </div>
    </form>
  )
}
