import type { ReactNode } from 'react'
import type { FieldName } from '#app/integrations/new/fields.ts'
import { secretOf } from '#app/integrations/new/fields.ts'
import { IdsPart } from '#app/integrations/new/ids-part.tsx'
import { hrefOf } from '#app/integrations/new/position.ts'
import { methodNames, SecretField } from '#app/integrations/new/secret-field.tsx'
import { TextField } from '#app/integrations/new/text-field.tsx'
import type { Choice } from '#app/integrations/new/use-choice.ts'
import type { Connect } from '#app/integrations/new/use-connect.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'

export function EnterStep({
  connect,
  choice,
  method,
  notes,
  onSwitch,
}: {
  connect: Connect
  choice: Choice
  method: CredentialKind
  notes: Record<FieldName, ReactNode>
  onSwitch: (to: CredentialKind) => void
}) {
  const text = { connect, notes }

  function moveSecret(to: CredentialKind) {
    connect.takeSecret(to, connect.getValues(secretOf[method]))
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
          <SecretField
            connect={connect}
            method={kind}
            note={notes[secretOf[kind]]}
            isRefused={choice.isRefused}
            onSwitch={moveSecret}
          />
        </fieldset>
      ))}
      <IdsPart {...text} choice={choice} />
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
          {connect.wrongCount > 0 &&
            `Not sent: ${connect.wrongCount === 1 ? 'one field needs' : `${connect.wrongCount} fields need`} a correction.`}
        </p>
        <p className="text-14 text-muted">
          The credential is sealed as you connect, and stored only sealed. No person can look at it then,
          AQUILA’s support included.
        </p>
      </div>
    </div>
  )
}

function OtherMethod({ method }: { method: CredentialKind }) {
  const other = method === 'api_token' ? 'global_key' : 'api_token'
  return (
    <p className="text-14 text-muted">
      You chose the {methodNames[method]};{' '}
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
