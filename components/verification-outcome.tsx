import type { IconName } from '#components/ui/icon.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { Outcome, PastVerification, Trigger } from '#lib/integrations/history-view.ts'

const words: Record<Outcome, { tone: Tone; word: string; icon?: IconName; meaning: string }> = {
  connected: {
    tone: 'passed',
    word: 'Connected',
    meaning: 'AQUILA could read this account.',
  },
  connected_with_gaps: {
    tone: 'unsure',
    word: 'Connected with gaps',
    icon: 'incomplete',
    meaning: 'AQUILA could read this account, except for what the missing permissions open.',
  },
  needs_attention: {
    tone: 'failed',
    word: 'Needs attention',
    meaning: 'AQUILA could not read all it needs. The failed check says why.',
  },
  unconfirmed: {
    tone: 'unsure',
    word: 'Not confirmed',
    meaning: 'Cloudflare gave no clear answer, so this was neither a yes nor a no.',
  },
  superseded: {
    tone: 'neutral',
    word: 'Ended early',
    icon: 'skipped',
    meaning:
      'The credential or the ids were changed, or the account was disconnected, before it was through. It has no result.',
  },
  running: {
    tone: 'info',
    word: 'Under way',
    icon: 'pending',
    meaning: 'It has begun and not ended yet.',
  },
  waiting: {
    tone: 'neutral',
    word: 'Waiting',
    icon: 'pending',
    meaning: 'It has not begun yet.',
  },
}

const reasons: Record<Trigger, string> = {
  connect: 'Account connected',
  correct: 'Ids corrected',
  replace: 'Credential replaced',
  member: 'A member asked',
  staff: 'AQUILA support asked',
  retry: 'Tried again by itself',
  schedule: 'Daily',
}

/** Who or what asked for a verification, in a few words. */
export function reasonText(trigger: Trigger): string {
  return reasons[trigger]
}

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { tone, word, icon } = words[outcome]
  return <StatusBadge tone={tone} word={word} {...(icon && { icon })} />
}

/** How a verification ended, with what that means. */
export function OutcomeMeaning({
  verification: { outcome, isPartial },
}: {
  verification: Pick<PastVerification, 'outcome' | 'isPartial'>
}) {
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-14">
      <OutcomeBadge outcome={outcome} />
      <span className="text-muted">
        {isPartial ? 'It broke down before all checks were made, and was given up.' : words[outcome].meaning}
      </span>
    </p>
  )
}
