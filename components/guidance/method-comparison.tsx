import type { ReactNode } from 'react'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'

const questions = [
  'What AQUILA can read',
  'What it could change',
  'When it ends',
  'How you take it back',
] as const

const methods: Record<
  CredentialKind,
  { title: string; mark: string; answers: Record<(typeof questions)[number], string> }
> = {
  api_token: {
    title: 'API token',
    mark: 'Recommended',
    answers: {
      'What AQUILA can read': 'Only what you tick: 13 permissions, for the account and zones you choose.',
      'What it could change': 'Nothing. Every permission is Read.',
      'When it ends': 'On a day you choose, or when you delete it.',
      'How you take it back': 'Delete this one token. Nothing else notices.',
    },
  },
  global_key: {
    title: 'Auth Email + Global API Key',
    mark: 'Legacy',
    answers: {
      'What AQUILA can read': 'Everything your user can see, in every account your user belongs to.',
      'What it could change':
        'Everything you can, DNS and billing included. AQUILA only reads, but the key cannot promise that.',
      'When it ends': 'Never by itself.',
      'How you take it back': 'Change the key. All else that uses it stops as well.',
    },
  },
}

/** Both methods beside each other, the same four questions answered for each. */
export function MethodComparison({ actions }: { actions?: Record<CredentialKind, ReactNode> }) {
  return (
    <div className="grid gap-x-10 gap-y-10 md:grid-cols-2 md:grid-rows-[repeat(6,auto)] md:gap-y-0">
      <Method kind="api_token" action={actions?.api_token} />
      <Method kind="global_key" action={actions?.global_key} />
    </div>
  )
}

function Method({ kind, action }: { kind: CredentialKind; action: ReactNode }) {
  const { title, mark, answers } = methods[kind]
  const recommended = kind === 'api_token'
  return (
    <section
      className={`grid content-start border-t-2 md:row-span-6 md:grid-rows-subgrid ${recommended ? 'border-accent' : 'border-line'}`}
    >
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 py-3 text-16">
        {title}
        <span className={`text-12 ${recommended ? 'text-accent' : 'text-faint'}`}>{mark}</span>
      </h3>
      {questions.map((question) => (
        <dl key={question} className="border-t border-line py-3 text-14">
          <dt className="text-faint">{question}</dt>
          <dd>{answers[question]}</dd>
        </dl>
      ))}
      {action && <div className="pt-3">{action}</div>}
    </section>
  )
}
