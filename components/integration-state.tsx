import type { IconName } from '#components/ui/icon.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { IntegrationView, IntegrationState as State } from '#lib/integrations/view.ts'

/** Gaps are no state of their own in the store, but nobody is to read a plain “Connected” over them. */
type Shown = State | 'connected_with_gaps'

const words: Record<Shown, { tone: Tone; word: string; meaning: string; icon?: IconName }> = {
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
  connected_with_gaps: {
    tone: 'unsure',
    word: 'Connected with gaps',
    meaning: 'AQUILA can read this account, except for what the missing permissions open.',
    icon: 'incomplete',
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

type Props = Pick<IntegrationView, 'state' | 'missing'>

export function IntegrationState(integration: Props) {
  const { meaning: _, ...badge } = words[shown(integration)]
  return <StatusBadge {...badge} />
}

/** The state with what it means; of a connection also which permissions it lacks. */
export function IntegrationMeaning({ integration }: { integration: Props }) {
  const { state, missing } = integration
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-14">
      <IntegrationState state={state} missing={missing} />
      <span className="text-muted">
        {words[shown(integration)].meaning}
        {hasGaps(integration) && ` ${missingText(missing)}: ${missing.join(', ')}.`}
      </span>
    </p>
  )
}

export function hasGaps({ state, missing }: Props): boolean {
  return state === 'connected' && missing.length > 0
}

export function missingText(missing: string[]): string {
  return missing.length === 1 ? '1 permission missing' : `${missing.length} permissions missing`
}

function shown(integration: Props): Shown {
  return hasGaps(integration) ? 'connected_with_gaps' : integration.state
}
