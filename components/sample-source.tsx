import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { dayText } from '#components/ui/time-text.ts'

/** Where the records come from, how long they are kept, and the proof in them that nobody could make up. */
export function SampleSource({
  readAt,
  keptUntil,
  version,
  createdAt,
  isBeingRead,
  action,
}: {
  readAt: string
  keptUntil: string
  version: 'v1' | 'v2'
  /** When the token that AQUILA uses was created, if a record tells of it. */
  createdAt: string | null
  isBeingRead: boolean
  action: ReactNode
}) {
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="max-w-read text-14 text-muted">
          Read <TimeAgo at={readAt} /> with {apis[version]} Kept until {dayText(new Date(keptUntil))}, unless
          newer ones take their place before.
        </p>
        {isBeingRead ? (
          <p role="status" className="text-14 text-muted">
            Reading newer records now …
          </p>
        ) : (
          <div className="no-print">{action}</div>
        )}
      </div>
      {createdAt && (
        <Notice tone="passed" title="The creation of this very token is in the log">
          <p>
            Cloudflare recorded it <TimeAgo at={createdAt} />. The row is marked below.
          </p>
        </Notice>
      )}
    </div>
  )
}

const apis = {
  v2: 'version 2 of Cloudflare’s audit-log API, the newer one; version 1 was not needed.',
  v1: 'version 1 of Cloudflare’s audit-log API; version 2 was asked first and gave none.',
}
