'use client'

import { type ReactNode, useActionState } from 'react'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { SecretInput } from '#components/ui/secret-input.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'

export function ReplaceForm({
  action,
  id,
  method,
  email,
  notes,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  id: string
  method: CredentialKind
  email: string
  notes: Record<'token' | 'email' | 'key', ReactNode>
}) {
  const [result, submit, pending] = useActionState(action, idle)
  const errors = result.status === 'invalid' ? result.fields : {}
  const typed = 'values' in result ? result.values : {}
  const secret =
    method === 'api_token'
      ? ({ name: 'token', label: 'API token' } as const)
      : ({ name: 'key', label: 'Global API Key' } as const)
  const other = method === 'api_token' ? 'global_key' : 'api_token'
  return (
    <form action={submit} noValidate className="mt-6 grid gap-6">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="kind" value={method} />
      <ActionNotice result={result} />
      {method === 'global_key' && (
        <Field id="email" label="Auth Email" error={errors['email']} note={notes.email}>
          {(control) => (
            <TextInput
              {...control}
              name="email"
              type="email"
              autoComplete="off"
              defaultValue={typed['email'] ?? email}
            />
          )}
        </Field>
      )}
      <Field id={secret.name} label={secret.label} error={errors[secret.name]} note={notes[secret.name]}>
        {(control) => <SecretInput {...control} name={secret.name} toggleLabel={secret.label} />}
      </Field>
      <p className="text-14">
        <a href={`?method=${other}`} className="link">
          {other === 'api_token'
            ? 'Use an API token instead (recommended)'
            : 'Use email and Global API Key instead (legacy)'}
        </a>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={pending}>
          {pending ? 'Sealing the credential' : 'Replace and verify'}
        </Button>
        <LinkButton href={`/integrations/${id}`} look="quiet">
          Keep the present one
        </LinkButton>
      </div>
    </form>
  )
}
