'use client'

import { useActionState } from 'react'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmailField } from '#components/ui/email-field.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { inputClass } from '#components/ui/text-input.tsx'
import type { FormAction } from '#lib/action.ts'
import { idle } from '#lib/action-result.ts'

/** Invites a person to a customer: the own one, or with `customerId` any. */
export function InviteForm({
  action,
  canInviteOwner,
  hint,
  customerId,
}: {
  action: FormAction
  canInviteOwner: boolean
  /** Which addresses can be invited. */
  hint: string
  customerId?: string
}) {
  const [result, submit, pending] = useActionState(action, idle)
  const values = 'values' in result ? result.values : {}
  const error = result.status === 'invalid' ? result.fields['email'] : undefined
  return (
    <form action={submit} noValidate className="grid gap-4">
      {customerId && <input type="hidden" name="customerId" value={customerId} />}
      {result.status === 'done' ? (
        <Notice tone="passed" announce>
          <p className="wrap-anywhere">{result.message}</p>
        </Notice>
      ) : (
        !error && <ActionNotice result={result} />
      )}
      <EmailField
        label="E-mail address"
        hint={`${hint} AQUILA mails the invitation; it lasts 14 days.`}
        error={error}
        value={values['email']}
      />
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
        <Button type={pending ? 'button' : 'submit'} look="primary" aria-disabled={pending}>
          {pending ? 'Inviting' : 'Invite and send the mail'}
        </Button>
      </div>
    </form>
  )
}
