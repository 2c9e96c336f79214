import type { IconName } from '#components/ui/icon.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import { missingPermissions } from '#lib/cloudflare/verdict.ts'
import type { IntegrationView, IntegrationState as State } from '#lib/integrations/view.ts'

const words: Record<State, { tone: Tone; word: string; meaning: string; icon?: IconName }> = {
  verifying: {
    tone: 'info',
    word: 'Verifying',
    meaning: 'AQUILA is asking Cloudflare. You can leave this page; the answers are kept.',
    icon: 'pending',
  },
  connected: {
    tone: 'passed',
    word: 'Connected',
    meaning: 'AQUILA can read this account.',
  },
  needs_attention: {
    tone: 'failed',
    word: 'Needs attention',
    meaning: 'AQUILA cannot read all it needs. The failed check says what to change.',
  },
  unconfirmed: {
    tone: 'unsure',
    word: 'Not confirmed yet',
    meaning: 'Cloudflare gave no clear answer. AQUILA keeps trying; there is nothing for you to do.',
  },
  disconnected: {
    tone: 'neutral',
    word: 'Disconnected',
    meaning: 'The credential is destroyed, and AQUILA reads nothing from this account.',
  },
}

export function IntegrationState({ state }: { state: State }) {
  const { meaning: _, ...badge } = words[state]
  return <StatusBadge {...badge} />
}

/** The state with what it means; of a connection also which permissions it lacks. */
export function IntegrationMeaning({
  integration: { state, verification },
}: {
  integration: Pick<IntegrationView, 'state' | 'verification'>
}) {
  const missing = state === 'connected' ? missingPermissions(verification?.checks ?? []) : []
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-14">
      <IntegrationState state={state} />
      <span className="text-muted">{missing.length === 0 ? words[state].meaning : gaps(missing)}</span>
    </p>
  )
}

function gaps(missing: string[]): string {
  const count = missing.length === 1 ? '1 permission' : `${missing.length} permissions`
  return `Connected with gaps: ${count} missing (${missing.join(', ')}).`
}
