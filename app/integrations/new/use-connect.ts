import { type SubmitEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { keepDraft, readDraft } from '#app/integrations/new/draft.ts'
import { type ConnectFields, type FieldName, fieldsOf, resolverFor } from '#app/integrations/new/fields.ts'
import { type ActionResult, idle } from '#lib/action-result.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'

export type ConnectAction = (previous: ActionResult, form: FormData) => Promise<ActionResult>
export type Connect = ReturnType<typeof useConnect>

/** The form's state: checked in the browser, answered by the server, kept across a reload without its secret. */
export function useConnect(action: ConnectAction, method: CredentialKind, idempotencyKey: string) {
  const [result, submit, pending] = useActionState(action, idle)
  const [firstResult] = useState(result)
  const [edited, setEdited] = useState<{ since: ActionResult; names: FieldName[] }>({
    since: result,
    names: [],
  })
  const message = useRef<HTMLDivElement>(null)
  const form = useForm<ConnectFields>({
    resolver: resolverFor(method, idempotencyKey),
    shouldFocusError: true,
  })
  const { formState, getValues, handleSubmit, register, setFocus, setValue, trigger, watch } = form

  useEffect(() => {
    const draft = readDraft()
    for (const name of ['email', 'accountId', 'zoneId'] as const)
      if (draft[name] && !getValues(name)) setValue(name, draft[name])
  }, [getValues, setValue])

  useEffect(() => {
    if (result.status === 'idle' || result.status === 'done') return
    const wrong =
      result.status === 'invalid' ? fieldsOf[method].find((name) => result.fields[name]) : undefined
    if (wrong) setFocus(wrong)
    else message.current?.focus()
  }, [result, method, setFocus])

  useEffect(() => {
    function warn(event: BeforeUnloadEvent) {
      const { token, key } = getValues()
      if ((token || key) && !pending) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [getValues, pending])

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    if (pending) return event.preventDefault()
    const target = event.currentTarget
    return handleSubmit(() => startTransition(() => submit(new FormData(target))))(event)
  }

  function field(name: FieldName) {
    return register(name, {
      onChange: () => {
        keepDraft(getValues())
        const earlier = edited.since === result ? edited.names : []
        if (!earlier.includes(name)) setEdited({ since: result, names: [...earlier, name] })
      },
      onBlur: (event: FocusEvent) => {
        // Only on the way to another field: an error that appears under a click moves the button away from it.
        if (event.relatedTarget instanceof HTMLInputElement && getValues(name)) void trigger(name)
      },
    })
  }

  function errorOf(name: FieldName): string | undefined {
    const local = formState.errors[name]?.message
    if (local || result.status !== 'invalid') return local
    return edited.since === result && edited.names.includes(name) ? undefined : result.fields[name]
  }

  return {
    result,
    submit,
    pending,
    onSubmit,
    field,
    errorOf,
    getValues,
    setValue,
    watch,
    message,
    wrongCount: Object.keys(formState.errors).length,
    /** The answer came with a whole new page, so the secret field is empty again. */
    secretLost: result !== idle && result === firstResult,
  }
}
