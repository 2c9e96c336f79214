import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { methodNames } from '#app/integrations/new/secret-field.tsx'
import { Field } from '#components/ui/field.tsx'
import { SecretInput } from '#components/ui/secret-input.tsx'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { methodOf, pasteHint } from '#lib/integrations/paste-hint.ts'

const pauseMs = 600

/** For who has a credential already: what is recognized goes on to the form by itself, anything else after a question. */
export function PasteField({ onTake }: { onTake: (kind: CredentialKind, secret: string) => void }) {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const isPasted = useRef(false)
  const method = methodOf(text)
  const take = useEffectEvent((kind: CredentialKind) => {
    setText('')
    onTake(kind, text)
  })

  // What was pasted before this code was there.
  useEffect(() => setText(input.current?.value ?? ''), [])

  useEffect(() => {
    if (!method || !text) return
    const timer = setTimeout(() => take(method), isPasted.current ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [method, text])

  return (
    <div className="max-w-[60rem] noscript:hidden">
      <Field
        id="paste"
        label="Have a token or a key already? Paste it"
        note={
          <p>
            AQUILA recognizes it and looks up which accounts and zones it sees. Nothing is stored before you
            connect.
          </p>
        }
        after={<Told text={text} onTake={(kind) => onTake(kind, text)} />}
      >
        {(control) => (
          <SecretInput
            {...control}
            ref={input}
            form="no-form"
            value={text}
            onChange={(event) => {
              const { nativeEvent } = event
              isPasted.current =
                nativeEvent instanceof InputEvent && nativeEvent.inputType.startsWith('insertFrom')
              setText(event.target.value)
            }}
            toggleLabel="what was pasted"
          />
        )}
      </Field>
    </div>
  )
}

/** What it is when it does not go on by itself; a form that AQUILA does not know may be a credential all the same. */
function Told({ text, onTake }: { text: string; onTake: (kind: CredentialKind) => void }) {
  const hint = methodOf(text) ? null : pasteHint(text, 'api_token')
  return (
    <p role="status" className="min-h-6 pt-1 text-14">
      {hint?.text}
      {hint?.tone === 'info' &&
        (['api_token', 'global_key'] as const).map((kind) => (
          <span key={kind}>
            {' '}
            <button type="button" onClick={() => onTake(kind)} className="link cursor-pointer font-strong">
              Use it as {methodNames[kind]}
            </button>
          </span>
        ))}
    </p>
  )
}
