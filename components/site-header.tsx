import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Logo } from '#components/logo.tsx'
import { Anchor } from '#components/ui/anchor.tsx'

export interface HeaderLink {
  href: Route
  label: string
  current: boolean
}

/** `email` is null for a visitor who has not signed in; `signOut` is the form that ends the session. */
export function SiteHeader({
  email,
  links,
  signOut,
}: {
  email: string | null
  links: HeaderLink[]
  signOut?: ReactNode
}) {
  return (
    <header className="no-print border-b border-line">
      <div className="page flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 py-2">
        <Anchor href="/" aria-label="AQUILA, start page" className="inline-flex rounded-control">
          <Logo />
        </Anchor>
        {links.length > 0 && (
          <nav aria-label="Main" className="-mx-2 flex gap-1 text-14 max-sm:order-last max-sm:w-full">
            {links.map(({ href, label, current }) => (
              <Anchor
                key={href}
                href={href}
                aria-current={current ? 'page' : undefined}
                className="rounded-control px-2 py-1 text-muted hover:bg-sunken hover:text-ink aria-[current=page]:font-strong aria-[current=page]:text-ink"
              >
                {label}
              </Anchor>
            ))}
          </nav>
        )}
        <div className="ml-auto flex min-w-0 items-center gap-4 text-14">
          {email && (
            <span className="min-w-0 truncate text-muted max-sm:sr-only" title={email}>
              <bdi>{email}</bdi>
            </span>
          )}
          {signOut}
        </div>
      </div>
    </header>
  )
}
