import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { LookView } from '#lib/looks/view.ts'

/** Which staff opened an integration, and why. */
export function LookList({ looks }: { looks: LookView[] }) {
  if (looks.length === 0)
    return <p className="text-14 text-muted">Nobody of AQUILA has opened this integration.</p>
  return (
    <ol className="border-t border-line text-14">
      {looks.map(({ seq, at, who, reason, text }) => (
        <li key={seq} className="flex flex-wrap justify-between gap-x-6 border-b border-line py-2">
          <div className="min-w-0 wrap-anywhere">
            <p>
              <bdi className="font-strong">{who}</bdi>: <bdi>{reason}</bdi>
            </p>
            {text && (
              <p className="text-muted">
                <bdi>“{text}”</bdi>
              </p>
            )}
          </div>
          <span className="text-faint tabular-nums">
            <TimeAgo at={at} />
          </span>
        </li>
      ))}
    </ol>
  )
}
