import type { ReactNode } from 'react'

/** A person of a list with what can be done about them beside it, below it on a phone. */
export function PersonRow({
  email,
  isSelf = false,
  facts,
  children,
}: {
  email: string
  isSelf?: boolean
  facts: ReactNode
  children?: ReactNode
}) {
  return (
    <li className="flex items-start justify-between gap-x-6 gap-y-1 border-b border-line py-3 text-14 max-sm:flex-wrap">
      <div className="grid min-w-0 gap-0.5">
        <p className="min-w-0 wrap-anywhere">
          <bdi className="font-strong">{email}</bdi>
          {isSelf && <span className="text-faint"> (you)</span>}
        </p>
        <p className="text-muted">{facts}</p>
      </div>
      {children && (
        <div className="grid min-w-0 justify-items-start gap-1 max-sm:w-full sm:w-60 sm:shrink-0">
          {children}
        </div>
      )}
    </li>
  )
}
