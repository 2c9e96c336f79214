'use client'

import { useKeptForm } from '#app/admin/use-kept-form.ts'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmailField } from '#components/ui/email-field.tsx'
import { Field } from '#components/ui/field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { FormAction } from '#lib/action.ts'

export function CustomerForm({ action }: { action: FormAction }) {
  const { result, submit, pending, onSubmit, values, errors } = useKeptForm(action)
  return (
    <form action={submit} onSubmit={onSubmit} noValidate className="grid max-w-read gap-6 pb-10">
      {Object.keys(errors).length === 0 && <ActionNotice result={result} />}
      <Field
        id="name"
        label="Name"
        hint="As its people know it: it stands in their mails and pages."
        error={errors['name']}
      >
        {(control) => (
          <TextInput
            {...control}
            name="name"
            autoComplete="off"
            maxLength={200}
            defaultValue={values['name'] ?? ''}
          />
        )}
      </Field>
      <EmailField
        label="E-mail address of the first owner (optional)"
        hint="AQUILA mails the invitation; it lasts 14 days. You can invite later, too."
        error={errors['email']}
        value={values['email']}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" aria-disabled={pending}>
          {pending ? 'Creating' : 'Create the customer'}
        </Button>
        <LinkButton href="/admin/customers" look="quiet">
          Cancel
        </LinkButton>
      </div>
    </form>
  )
}
