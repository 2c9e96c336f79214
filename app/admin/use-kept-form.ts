import { type SubmitEvent, startTransition, useActionState } from 'react'
import type { FormAction } from '#lib/action.ts'
import { type ActionResult, idle } from '#lib/action-result.ts'

/** A form that keeps what was typed while the server refuses it: React itself would empty it after every answer. */
export function useKeptForm(action: FormAction) {
  const [result, submit, pending] = useActionState<ActionResult, FormData>(action, idle)
  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const sent = new FormData(event.currentTarget)
    startTransition(() => submit(sent))
  }
  return {
    result,
    submit,
    pending,
    onSubmit,
    values: 'values' in result ? result.values : {},
    errors: result.status === 'invalid' ? result.fields : {},
  }
}
