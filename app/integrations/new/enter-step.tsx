import type { ReactNode } from 'react'
import type { FieldName } from '#app/integrations/new/fields.ts'
import { secretOf } from '#app/integrations/new/fields.ts'
import { hrefOf } from '#app/integrations/new/position.ts'
import { methodNames, SecretField } from '#app/integrations/new/secret-field.tsx'
import type { Connect } from '#app/integrations/new/use-connect.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'

export function EnterStep({
  connect,
  method,
  notes,
  onSwitch,
}: {
  connect: Connect
  method: CredentialKind
  notes: Record<FieldName, ReactNode>
  onSwitch: (to: CredentialKind) => void
}) {
  const text = { connect, notes }

  function moveSecret(to: CredentialKind) {
    connect.setValue(secretOf[to], connect.getValues(secretOf[method]))
    connect.setValue(secretOf[method], '')
    onSwitch(to)
  }

  return (
    <div className="grid max-w-[60rem] gap-6">
      <Answer connect={connect} />
      <OtherMethod method={method} />
      {(['api_token', 'global_key'] as const).map((kind) => (
        // A disabled fieldset keeps what was typed and sends none of it.
        <fieldset key={kind} disabled={kind !== method} hidden={kind !== method} className="grid gap-6">
          <legend className="sr-only">Credential</legend>
          {kind === 'global_key' && (
            <TextField {...text} name="email" label="Auth Email" type="email" autoComplete="email" />
          )}
          <SecretField connect={connect} method={kind} note={notes[secretOf[kind]]} onSwitch={moveSecret} />
        </fieldset>
      ))}
      <TextField {...text} name="accountId" label="Account ID" mono />
      <TextField {...text} name="zoneId" label="Zone ID" mono />
      <div className="grid max-w-read justify-items-start gap-3 border-t border-line pt-6">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Button type="submit" look="primary" aria-disabled={connect.pending}>
            {connect.pending ? 'Sealing and connecting…' : 'Connect and verify'}
          </Button>
          <a href={hrefOf({ step: 'prepare', method })} className="link text-14">
            Back
          </a>
        </div>
        <p role="alert" className="sr-only">
          {connect.wrongCount > 0 && `Not sent: ${connect.wrongCount} of the fields need a correction.`}
        </p>
        <p className="text-14 text-muted">
          The credential is sealed on arrival. After that no person can look at it, AQUILA’s support included.
        </p>
      </div>
    </div>
  )
}

function TextField({
  connect,
  notes,
  name,
  label,
  mono = false,
  type = 'text',
  autoComplete = 'off',
}: {
  connect: Connect
  notes: Record<FieldName, ReactNode>
  name: 'email' | 'accountId' | 'zoneId'
  label: string
  mono?: boolean
  type?: 'text' | 'email'
  autoComplete?: string
}) {
  const { result } = connect
  const given = 'values' in result ? result.values[name] : undefined
  return (
    <Field id={name} label={label} error={connect.errorOf(name)} note={notes[name]}>
      {(control) => (
        <TextInput
          {...control}
          {...connect.field(name)}
          type={type}
          mono={mono}
          defaultValue={given}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
      )}
    </Field>
  )
}

function OtherMethod({ method }: { method: CredentialKind }) {
  const other = method === 'api_token' ? 'global_key' : 'api_token'
  return (
    <p className="text-14 text-muted">
      All fields are needed. You chose the {methodNames[method]};{' '}
      <a href={hrefOf({ step: 'enter', method: other })} className="link">
        use {other === 'api_token' ? 'an' : 'the'} {methodNames[other]} instead
      </a>
      .
    </p>
  )
}

/** What the server answered when it did not connect. */
function Answer({ connect }: { connect: Connect }) {
  const { result, message } = connect
  if (result.status === 'idle' || result.status === 'done') return null
  return (
    <div ref={message} tabIndex={-1} className="max-w-read">
      <Notice tone="failed" announce>
        <p>{result.message}</p>
      </Notice>
    </div>
  )
}
