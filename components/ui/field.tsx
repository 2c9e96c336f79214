import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'

export interface ControlProps {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

/** Label, hint, control and error of one field; `note` stands in the margin on a wide screen. */
export function Field({
  id,
  label,
  hint,
  error,
  note,
  after,
  children,
}: {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  note?: ReactNode
  after?: ReactNode
  children: (control: ControlProps) => ReactNode
}) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="with-note grid gap-x-12 gap-y-2 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="grid content-start gap-1">
        <label htmlFor={id} className="text-14 font-strong">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-14 text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="flex gap-2 py-1 text-14 text-failed">
            <Icon name="failed" className="mt-0.5" />
            <span className="min-w-0">{error}</span>
          </p>
        )}
        {children({
          id,
          ...(described && { 'aria-describedby': described }),
          ...(error && { 'aria-invalid': true }),
        })}
        {after}
      </div>
      {note && <div className="margin-note text-14 lg:pt-6">{note}</div>}
    </div>
  )
}
