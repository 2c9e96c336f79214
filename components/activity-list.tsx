import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { ActivityView } from '#lib/integrations/view.ts'

export function ActivityList({ activity }: { activity: ActivityView[] }) {
  return (
    <ol className="border-t border-line text-14">
      {activity.map(({ seq, at, actor, sentence }) => (
        <li key={seq} className="flex flex-wrap justify-between gap-x-6 border-b border-line py-2">
          <p className="min-w-0 wrap-anywhere">
            <bdi className="font-strong">{actor}</bdi> <bdi>{sentence}</bdi>
          </p>
          <span className="text-faint tabular-nums">
            <TimeAgo at={at} />
          </span>
        </li>
      ))}
    </ol>
  )
}
