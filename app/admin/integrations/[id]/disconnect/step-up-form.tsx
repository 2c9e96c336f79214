'use client'

import { useActionState } from 'react'
import { useKeptForm } from '#app/admin/use-kept-form.ts'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { FormAction } from '#lib/action.ts'
import { idle } from '#lib/action-result.ts'
import { disconnectReasonLength, stepUpMinutes } from '#lib/step-up/step-up.ts'

/** First a mailed code shows that it is really this staff member, then the integration is disconnected with it. */
export function StepUpForm({
  ask,
  confirm,
  id,
  email,
}: {
  ask: FormAction
  confirm: FormAction
  id: string
  /** Where the code goes. */
  email: string
}) {
  const [asked, submitAsk, asking] = useActionState(ask, idle)
  const { result, submit, pending, onSubmit, values, errors } = useKeptForm(confirm)
  return (
    <>
      <form action={submitAsk} className="grid gap-3">
        <input type="hidden" name="id" value={id} />
        <h2 className="text-16">1. Show that it is you</h2>
        {asked.status === 'done' ? (
          <Notice tone="info" announce>
            <p className="wrap-anywhere">{asked.message}</p>
          </Notice>
        ) : (
          <p className="text-14 text-muted wrap-anywhere">
            AQUILA mails a code to {email}. It works once, for {stepUpMinutes} minutes, in this session and
            for this integration.
          </p>
        )}
        <ActionNotice result={asked} />
        <div>
          <Button type={asking ? 'button' : 'submit'} aria-disabled={asking}>
            {asked.status === 'done' ? 'Mail me another code' : 'Mail me a code'}
          </Button>
        </div>
      </form>
      <form action={submit} onSubmit={onSubmit} noValidate className="grid gap-6 pt-4">
        <input type="hidden" name="id" value={id} />
        <h2 className="text-16">2. Disconnect</h2>
        {Object.keys(errors).length === 0 && <ActionNotice result={result} />}
        <Field id="code" label="Code from the mail" hint="Such as ABCD-2345." error={errors['code']}>
          {(control) => (
            <TextInput
              {...control}
              name="code"
              mono
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={20}
            />
          )}
        </Field>
        <Field
          id="reason"
          label="Reason, which the customer’s members are told"
          hint={`At most ${disconnectReasonLength} characters. Never a credential.`}
          error={errors['reason']}
        >
          {(control) => (
            <TextArea {...control} name="reason" rows={3} defaultValue={values['reason'] ?? ''} />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="danger" aria-disabled={pending}>
            {pending ? 'Destroying the credential' : 'Disconnect and destroy the credential'}
          </Button>
          <LinkButton href={`/admin/integrations/${id}`} look="quiet">
            Keep it connected
          </LinkButton>
        </div>
      </form>
    </>
  )
}
