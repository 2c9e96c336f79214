'use client'

import type { ReactNode } from 'react'
import { EnterStep } from '#app/integrations/new/enter-step.tsx'
import { type FieldName, loadSchema } from '#app/integrations/new/fields.ts'
import { KnownAccount } from '#app/integrations/new/known-account.ts'
import { PasteField } from '#app/integrations/new/paste-field.tsx'
import { hrefOf, type Position, steps } from '#app/integrations/new/position.ts'
import { useChoice } from '#app/integrations/new/use-choice.ts'
import { type ConnectAction, useConnect } from '#app/integrations/new/use-connect.ts'
import { usePosition } from '#app/integrations/new/use-position.ts'
import { useVisit } from '#app/integrations/new/use-visit.ts'
import { Stepper } from '#components/ui/stepper.tsx'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'

const labels = ['Choose how', 'Prepare at Cloudflare', 'Enter and connect', 'Watch it being verified']

const titles: Record<Position['step'], Record<CredentialKind, string>> = {
  choose: {
    api_token: 'Choose how AQUILA signs in at Cloudflare',
    global_key: 'Choose how AQUILA signs in at Cloudflare',
  },
  prepare: {
    api_token: 'Create the API token at Cloudflare',
    global_key: 'Find the Global API Key at Cloudflare',
  },
  enter: {
    api_token: 'Enter the token and choose what to watch',
    global_key: 'Enter the key and choose what to watch',
  },
}

export function Wizard({
  action,
  idempotencyKey,
  initial,
  choose,
  prepare,
  notes,
}: {
  action: ConnectAction
  idempotencyKey: string
  initial: Position
  choose: ReactNode
  prepare: Record<CredentialKind, ReactNode>
  notes: Record<FieldName, ReactNode>
}) {
  const { position, heading, go, follow } = usePosition(initial)
  const { step, method } = position
  useVisit(idempotencyKey, position)
  const connect = useConnect(action, method, idempotencyKey)
  const choice = useChoice(connect, method)
  function take(kind: CredentialKind, secret: string) {
    connect.takeSecret(kind, secret)
    go({ step: 'enter', method: kind })
  }

  return (
    // The handler only keeps links that are already links from reloading the page.
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the enter key clicks a link by itself
    <div onClick={follow} className="grid gap-8">
      <Stepper
        label="Steps"
        current={steps.indexOf(step)}
        steps={labels.map((label, index) => {
          const to = steps[index]
          return { label, href: to ? hrefOf({ step: to, method }) : null }
        })}
      />
      <h2 ref={heading} tabIndex={-1} className="text-20">
        {titles[step][method]}
      </h2>
      <form
        action={connect.submit}
        onSubmit={(event) => {
          choice.callOff()
          return connect.onSubmit(event)
        }}
        onFocus={() => void loadSchema().catch(() => null)}
        noValidate
      >
        <div hidden={step !== 'choose'} className="grid gap-8">
          <PasteField onTake={take} />
          {choose}
        </div>
        <KnownAccount value={choice.accountId}>
          <div hidden={step !== 'prepare' || method !== 'api_token'}>{prepare.api_token}</div>
          <div hidden={step !== 'prepare' || method !== 'global_key'}>{prepare.global_key}</div>
        </KnownAccount>
        <div hidden={step !== 'enter'}>
          <input type="hidden" name="kind" value={method} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          <EnterStep
            connect={connect}
            choice={choice}
            method={method}
            notes={notes}
            onSwitch={(to) => go({ step: 'enter', method: to })}
          />
        </div>
      </form>
    </div>
  )
}
