import { Icon, type IconName } from '#components/ui/icon.tsx'
import { type Tone, toneIcon, toneText } from '#components/ui/tone.ts'

export function StatusBadge({ tone, word, icon }: { tone: Tone; word: string; icon?: IconName }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 align-top font-strong whitespace-nowrap ${toneText[tone]}`}
    >
      <Icon name={icon ?? toneIcon[tone]} />
      {word}
    </span>
  )
}
