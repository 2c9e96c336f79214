'use client'

import { type ReactNode, useActionState } from 'react'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'

const labels = { accountId: 'Account ID', zoneIds: 'Zone ID' } as const

export function CorrectForm({
  action,
  id,
  notes,
  ...present
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  id: string
  accountId: string
  /** One id per line. */
  zoneIds: string
  notes: Record<keyof typeof labels, ReactNode>
}) {
  const [result, submit, pending] = useActionState(action, idle)
  const typed = 'values' in result ? result.values : {}
  const hasSeveral = present.zoneIds.includes('\n')
  const hint = `Several zones: ${hasSeveral ? 'one id per line' : 'commas between the ids'}.`
  const errors = result.status === 'invalid' ? result.fields : {}
  return (
    <form action={submit} noValidate className="mt-6 grid gap-6">
      <input type="hidden" name="id" value={id} />
      <ActionNotice result={result} />
      {(Object.keys(labels) as (keyof typeof labels)[]).map((name) => (
        <Field
          key={name}
          id={name}
          label={labels[name]}
          hint={name === 'zoneIds' ? hint : undefined}
          error={errors[name]}
          note={notes[name]}
        >
          {(control) => {
            const given = {
              ...control,
              name,
              mono: true,
              defaultValue: typed[name] ?? present[name],
              autoComplete: 'off',
              spellCheck: false,
            }
            return name === 'zoneIds' && hasSeveral ? <TextArea {...given} /> : <TextInput {...given} />
          }}
        </Field>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={pending}>
          {pending ? 'Storing the ids' : 'Correct and verify'}
        </Button>
        <LinkButton href={`/integrations/${id}`} look="quiet">
          Leave it as it is
        </LinkButton>
      </div>
    </form>
  )
}
