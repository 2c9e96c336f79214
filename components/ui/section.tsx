import type { ReactNode } from 'react'

/** A section as in a well-set document: its title in the left margin, or above when a table needs the width. */
export function Section({
  id,
  title,
  aside,
  wide = false,
  children,
}: {
  id: string
  title: string
  aside?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  return (
    <section
      aria-labelledby={id}
      className={`grid gap-x-12 gap-y-4 border-t border-line py-10 ${wide ? '' : 'lg:grid-cols-[13rem_minmax(0,1fr)]'}`}
    >
      <div className="grid content-start gap-1">
        <h2 id={id} className="text-16">
          {title}
        </h2>
        {aside && <div className="text-14 text-muted">{aside}</div>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
