import type { ReactNode } from 'react'
import { secretOf } from '#app/integrations/new/fields.ts'
import type { Connect } from '#app/integrations/new/use-connect.ts'
import { Field } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { SecretInput } from '#components/ui/secret-input.tsx'
import { toneIcon, toneText } from '#components/ui/tone.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { type PasteHint, pasteHint } from '#lib/integrations/paste-hint.ts'

export const methodNames: Record<CredentialKind, string> = {
  api_token: 'API token',
  global_key: 'Global API Key',
}

/** The credential, with a line under it that says what was pasted. */
export function SecretField({
  connect,
  method,
  note,
  isRefused,
  onSwitch,
}: {
  connect: Connect
  method: CredentialKind
  note: ReactNode
  /** Cloudflare has refused it: then its shape says nothing any more. */
  isRefused: boolean
  onSwitch: (to: CredentialKind) => void
}) {
  const name = secretOf[method]
  const error = connect.errorOf(name)
  const hint = isRefused ? null : pasteHint(connect.watch(name) ?? '', method)
  const label = methodNames[method]
  return (
    <Field
      id={name}
      label={label}
      hint={connect.secretLost ? `Enter the ${label} again: it is never sent back.` : undefined}
      error={error}
      note={note}
      after={<HintLine hint={hint} onSwitch={onSwitch} />}
    >
      {(control) => <SecretInput {...control} {...connect.field(name)} toggleLabel={label} />}
    </Field>
  )
}

function HintLine({ hint, onSwitch }: { hint: PasteHint | null; onSwitch: (to: CredentialKind) => void }) {
  const to = hint?.switchTo
  return (
    <p role="status" className="flex min-h-6 flex-wrap items-start gap-x-2 pt-1 text-14">
      {hint && (
        <>
          <Icon name={toneIcon[hint.tone]} className={`mt-0.5 ${toneText[hint.tone]}`} />
          <span className="min-w-0 flex-1">
            {hint.text}{' '}
            {to && (
              <button type="button" onClick={() => onSwitch(to)} className="link cursor-pointer font-strong">
                Switch and keep what was pasted
              </button>
            )}
          </span>
        </>
      )}
    </p>
  )
}
