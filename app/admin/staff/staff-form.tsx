'use client'

import { useKeptForm } from '#app/admin/use-kept-form.ts'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmailField } from '#components/ui/email-field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RadioList } from '#components/ui/radio-list.tsx'
import type { FormAction } from '#lib/action.ts'

const roles = [
  { value: 'support', label: 'Support: looks after integrations and customers' },
  { value: 'admin', label: 'Admin: the same, and decides who belongs to the staff' },
]

/** Gives an address a staff role. */
export function StaffForm({ action }: { action: FormAction }) {
  const { result, submit, pending, onSubmit, values, errors } = useKeptForm(action)
  return (
    <form action={submit} onSubmit={onSubmit} noValidate className="grid gap-4">
      {result.status === 'done' ? (
        <Notice tone="passed" announce>
          <p className="wrap-anywhere">{result.message}</p>
        </Notice>
      ) : (
        Object.keys(errors).length === 0 && <ActionNotice result={result} />
      )}
      <EmailField
        label="E-mail address"
        hint="AQUILA mails them how to sign in."
        error={errors['email']}
        value={values['email']}
      />
      <RadioList
        name="role"
        legend="Role"
        options={roles}
        chosen={values['role'] ?? 'support'}
        error={errors['role']}
      />
      <div>
        <Button type="submit" look="primary" aria-disabled={pending}>
          {pending ? 'Giving the role' : 'Give the role'}
        </Button>
      </div>
    </form>
  )
}
