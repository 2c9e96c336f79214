import { Notice } from '#components/ui/notice.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'

/** That AQUILA does not verify an integration by itself, since when, and what still works. */
export function PausedNotice({ pausedAt, reader }: { pausedAt: string | null; reader: 'member' | 'staff' }) {
  if (!pausedAt) return null
  return (
    <div className="max-w-read pb-8">
      <Notice tone="info" title="The daily verification is paused">
        <p>
          AQUILA’s support paused it <TimeAgo at={pausedAt} />. What you see is from the last verification;
          “Verify again” works as always.{reader === 'member' && ' To end the pause, write to support.'}
        </p>
      </Notice>
    </div>
  )
}
