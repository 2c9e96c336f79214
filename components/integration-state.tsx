import type { IconName } from '#components/ui/icon.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { IntegrationState as State } from '#lib/integrations/view.ts'

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
    meaning: 'Every check passed. AQUILA can read this account.',
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

export function IntegrationState({ state, withMeaning = false }: { state: State; withMeaning?: boolean }) {
  const { meaning, ...badge } = words[state]
  if (!withMeaning) return <StatusBadge {...badge} />
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-14">
      <StatusBadge {...badge} />
      <span className="text-muted">{meaning}</span>
    </p>
  )
}
