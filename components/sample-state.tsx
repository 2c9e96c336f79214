import type { ReactNode } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'

export type SampleMiss = 'empty' | 'forbidden' | 'did_not_answer' | 'not_asked_yet'

/** Why there are no records to show: four different things that must not look alike. */
export function SampleState({ miss, action }: { miss: SampleMiss; action?: ReactNode }) {
  if (miss === 'empty')
    return (
      <EmptyState title="Cloudflare answered: no records in the last 30 days" action={action}>
        The audit log is open to AQUILA and empty. Records appear here when someone signs in or changes a
        setting.
      </EmptyState>
    )
  if (miss === 'not_asked_yet')
    return (
      <EmptyState title="Not asked yet" action={action}>
        AQUILA reads a sample as soon as the check of the audit log has passed.
      </EmptyState>
    )
  return (
    <Notice tone={miss === 'forbidden' ? 'failed' : 'unsure'} title={refusals[miss].title}>
      <p>{refusals[miss].text}</p>
      {action && <div className="pt-2">{action}</div>}
    </Notice>
  )
}

const refusals = {
  forbidden: {
    title: 'Cloudflare refused to show the audit log',
    text: 'AQUILA cannot see who changed what in this account. Add “Account Settings: Read” to the token, then verify again.',
  },
  did_not_answer: {
    title: 'Cloudflare did not answer',
    text: 'Whether the audit log is open to AQUILA is not known yet. AQUILA asks again by itself; nothing is wrong with your credential so far.',
  },
}
