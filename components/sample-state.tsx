import type { ReactNode } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { CheckView } from '#lib/integrations/view.ts'

type Miss = 'empty' | 'not_asked_yet' | 'being_read'

const misses: Record<Miss, { title: string; text: string }> = {
  empty: {
    title: 'Cloudflare answered: no records in the last 30 days',
    text: 'The audit log is open to AQUILA and empty. Records appear here when someone signs in or changes a setting.',
  },
  not_asked_yet: {
    title: 'Not asked yet',
    text: 'AQUILA reads a sample as soon as the check of the audit log has passed.',
  },
  being_read: {
    title: 'Being read now',
    text: 'Cloudflare has shown AQUILA the audit log. The records appear here by themselves.',
  },
}

/** Why there are no records to show: different things that must not look alike. */
export function SampleState({ miss }: { miss: Miss }) {
  const { title, text } = misses[miss]
  return <EmptyState title={title}>{text}</EmptyState>
}

/** The records had reached the age up to which they are kept. */
export function SampleDeleted({
  readAt,
  keptUntil,
  action,
}: {
  readAt: string
  keptUntil: string
  action: ReactNode
}) {
  const days = Math.round((Date.parse(keptUntil) - Date.parse(readAt)) / 86_400_000)
  return (
    <EmptyState
      title={`The records were deleted after ${days} ${days === 1 ? 'day' : 'days'}`}
      action={action}
    >
      AQUILA keeps them no longer than that. These were read <TimeAgo at={readAt} />; newer ones can be read
      at any time.
    </EmptyState>
  )
}

/** The verification could not read the audit log: refused, or not answered. `older` says that older records follow. */
export function SampleRefused({ check, older = null }: { check: CheckView; older?: ReactNode }) {
  const isRefused = check.result === 'failed'
  return (
    <Notice
      tone={isRefused ? 'failed' : 'unsure'}
      title={isRefused ? 'Cloudflare refused to show the audit log' : 'Cloudflare did not answer'}
    >
      <p>{check.sentence}</p>
      {isRefused && check.nextStep && <p>{check.nextStep.text}</p>}
      {!isRefused && (
        <p>
          Whether the audit log is open to AQUILA is not known yet. AQUILA asks again by itself; nothing is
          wrong with your credential so far.
        </p>
      )}
      {older && <p>{older}</p>}
    </Notice>
  )
}
