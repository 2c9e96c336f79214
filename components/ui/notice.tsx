import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { type Tone, toneIcon, toneSoft, toneText } from '#components/ui/tone.ts'

/** `announce` is for notices that appear after an act of the reader. */
export function Notice({
  tone,
  title,
  announce = false,
  children,
}: {
  tone: Exclude<Tone, 'neutral'>
  title?: string
  announce?: boolean
  children?: ReactNode
}) {
  return (
    <div
      role={announce ? (tone === 'failed' ? 'alert' : 'status') : undefined}
      className={`flex gap-3 rounded-panel px-4 py-3 text-14 ${toneSoft[tone]}`}
    >
      <Icon name={toneIcon[tone]} className={`mt-0.5 ${toneText[tone]}`} />
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-strong">{title}</p>}
        {children}
      </div>
    </div>
  )
}
