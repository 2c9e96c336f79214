import type { ReactNode } from 'react'

/** Why there is nothing, and the one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid max-w-read justify-items-start gap-2 border-y border-line py-8">
      <p className="text-16 font-strong">{title}</p>
      <div className="text-14 text-muted">{children}</div>
      {action && <div className="pt-2">{action}</div>}
    </div>
  )
}
