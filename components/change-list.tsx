import type { ReactNode } from 'react'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import type { Change } from '#lib/integrations/history-view.ts'

const looks: Record<Change['tone'], { icon: IconName; color: string }> = {
  worse: { icon: 'failed', color: 'text-failed' },
  doubt: { icon: 'unsure', color: 'text-unsure' },
  better: { icon: 'passed', color: 'text-passed' },
  other: { icon: 'info', color: 'text-faint' },
}

/** What differs from the verification before. `rest` stands in the place of what is beyond `most`. */
export function ChangeList({
  changes,
  most = changes.length,
  rest,
}: {
  changes: Change[]
  most?: number
  rest?: (count: number) => ReactNode
}) {
  if (changes.length === 0) return <p className="text-14 text-faint">Nothing changed</p>
  // One more line costs no more room than the line that would say "1 more".
  const shown = changes.length === most + 1 ? changes : changes.slice(0, most)
  const left = changes.length - shown.length
  return (
    <ul className="grid gap-1 text-14">
      {shown.map((change) => (
        <li key={change.text}>
          <ChangeLine change={change} />
        </li>
      ))}
      {left > 0 && <li className="pl-6">{rest?.(left) ?? `and ${left} more`}</li>}
    </ul>
  )
}

export function ChangeLine({ change: { tone, text } }: { change: Change }) {
  const { icon, color } = looks[tone]
  return (
    <span className="flex gap-2">
      <Icon name={icon} className={`mt-0.5 ${color}`} />
      <bdi className="min-w-0 wrap-anywhere">{text}</bdi>
    </span>
  )
}
