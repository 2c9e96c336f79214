'use client'

import { useKeptForm } from '#app/admin/use-kept-form.ts'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { RadioList } from '#components/ui/radio-list.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { FormAction } from '#lib/action.ts'
import { lookReasons, reasonLength } from '#lib/looks/reasons.ts'

const options = Object.entries(lookReasons).map(([value, label]) => ({ value, label }))

export function ReasonForm({ action, id, to }: { action: FormAction; id: string; to: string }) {
  const { result, submit, pending, onSubmit, values, errors } = useKeptForm(action)
  const isWrong = Object.keys(errors).length > 0
  return (
    <form action={submit} onSubmit={onSubmit} noValidate className="grid max-w-read gap-6">
      {!isWrong && <ActionNotice result={result} />}
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="to" value={to} />
      <RadioList
        name="reason"
        legend="Why do you open it?"
        options={options}
        chosen={values['reason']}
        error={errors['reason']}
      />
      <Field
        id="text"
        label="In your words (optional)"
        hint={`At most ${reasonLength} characters, such as the number of the ticket. Never a credential.`}
        error={errors['text']}
      >
        {(control) => <TextArea {...control} name="text" defaultValue={values['text'] ?? ''} />}
      </Field>
      <div>
        <Button type="submit" look="primary" aria-disabled={pending}>
          {pending ? 'Opening' : 'State the reason and open'}
        </Button>
      </div>
    </form>
  )
}
