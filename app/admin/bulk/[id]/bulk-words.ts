import type { IconName } from '#components/ui/icon.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { BulkState } from '#lib/bulk/view.ts'

export const bulkWords: Record<BulkState, { tone: Tone; word: string; isSettled: boolean; icon?: IconName }> =
  {
    waiting: { tone: 'neutral', word: 'Waiting', isSettled: false, icon: 'pending' },
    verifying: { tone: 'info', word: 'Verifying', isSettled: false, icon: 'pending' },
    connected: { tone: 'passed', word: 'Connected', isSettled: true },
    connected_with_gaps: { tone: 'unsure', word: 'Connected with gaps', isSettled: true, icon: 'incomplete' },
    needs_attention: { tone: 'failed', word: 'Needs attention', isSettled: true },
    unconfirmed: { tone: 'unsure', word: 'Could not tell', isSettled: true },
    superseded: { tone: 'neutral', word: 'Changed meanwhile', isSettled: true },
  }
