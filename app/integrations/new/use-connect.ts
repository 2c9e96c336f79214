import { type SubmitEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { forgetDraft, keepDraft, readDraft } from '#app/integrations/new/draft.ts'
import {
  type ConnectFields,
  type FieldName,
  fieldsOf,
  resolverFor,
  secretOf,
} from '#app/integrations/new/fields.ts'
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
    shouldFocusError: false,
  })
  const { formState, getValues, handleSubmit, register, setValue, trigger, watch } = form
  const pasted = useRef(false)
  const isSent = useRef(false)

  useEffect(() => {
    const draft = readDraft()
    // Whoever is in the field already is about to fill it.
    for (const name of ['email', 'accountId', 'zoneIds', 'typing'] as const)
      if (draft[name] && !getValues(name) && document.activeElement?.id !== name) setValue(name, draft[name])
  }, [getValues, setValue])

  // Left while it was being sent: connected, so the next integration begins with empty fields.
  useEffect(() => {
    isSent.current = pending
  }, [pending])
  useEffect(
    () => () => {
      if (isSent.current) forgetDraft()
    },
    [],
  )

  useEffect(() => {
    if (result.status === 'idle' || result.status === 'done') return
    const wrong =
      result.status === 'invalid' ? fieldsOf[method].find((name) => result.fields[name]) : undefined
    if (wrong) focusField(wrong)
    else message.current?.focus()
  }, [result, method])

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
    return handleSubmit(
      () => startTransition(() => submit(new FormData(target))),
      (errors) => {
        const wrong = fieldsOf[method].find((name) => errors[name])
        if (wrong) focusField(wrong)
      },
    )(event)
  }

  function field(name: FieldName, onType?: () => void) {
    return register(name, {
      onChange: (event: { nativeEvent?: unknown }) => {
        const { nativeEvent } = event
        pasted.current = nativeEvent instanceof InputEvent && nativeEvent.inputType.startsWith('insertFrom')
        onType?.()
        noteEdited(name)
      },
      onBlur: (event: FocusEvent) => {
        // Only on the way to another field: an error that appears under a click moves the button away from it.
        const { relatedTarget: to } = event
        const isField = to instanceof HTMLInputElement || to instanceof HTMLTextAreaElement
        if (isField && getValues(name)) void trigger(name)
      },
    })
  }

  function noteEdited(...names: FieldName[]) {
    keepDraft(getValues())
    const earlier = edited.since === result ? edited.names : []
    setEdited({ since: result, names: [...new Set([...earlier, ...names])] })
  }

  /** As if they had been typed. */
  function setIds(ids: Pick<ConnectFields, 'accountId' | 'zoneIds'>) {
    const shouldValidate = formState.isSubmitted
    setValue('accountId', ids.accountId, { shouldValidate })
    setValue('zoneIds', ids.zoneIds, { shouldValidate })
    noteEdited('accountId', 'zoneIds')
  }

  function setTyping(isTyping: boolean) {
    setValue('typing', isTyping ? 'yes' : '')
    keepDraft(getValues())
  }

  /** A credential that was pasted elsewhere on the page. */
  function takeSecret(kind: CredentialKind, secret: string) {
    pasted.current = true
    setValue(secretOf[kind], secret)
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
    setIds,
    setTyping,
    takeSecret,
    /** Whether the last change came in one piece. */
    isPasted: () => pasted.current,
    watch,
    message,
    wrongCount: Object.keys(formState.errors).length,
    /** The answer came with a whole new page, so the secret field is empty again. */
    secretLost: result !== idle && result === firstResult,
  }
}

/** The list that stands in the place of a field has the focus for it. */
function focusField(name: FieldName): void {
  const list = document.getElementById(`${name}-list`)?.querySelector('input')
  ;(list ?? document.getElementById(name))?.focus()
}
