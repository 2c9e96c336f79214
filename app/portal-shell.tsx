import type { ReactNode } from 'react'
import { signOutAction } from '#app/sign-in/actions.ts'
import { SiteFooter } from '#components/site-footer.tsx'
import { type HeaderLink, SiteHeader } from '#components/site-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { currentPerson } from '#lib/auth/session.ts'
import { webEnv } from '#lib/env.ts'

/** Header and footer around a signed-in page; `current` is the area it belongs to. */
export async function PortalShell({
  current,
  wide = false,
  children,
}: {
  current: 'integrations' | 'colleagues' | 'admin' | null
  /** As wide as the window, for a table with many columns. */
  wide?: boolean
  children: ReactNode
}) {
  const person = await currentPerson()
  const links: HeaderLink[] = [
    ...(person?.member
      ? ([
          { href: '/integrations', label: 'Integrations', current: current === 'integrations' },
          { href: '/colleagues', label: 'Colleagues', current: current === 'colleagues' },
        ] as const)
      : []),
    ...(person?.staff ? [{ href: '/admin', label: 'Admin', current: current === 'admin' } as const] : []),
  ]
  return (
    <>
      <SiteHeader
        email={person?.email ?? null}
        links={links}
        signOut={
          person && (
            <form action={signOutAction}>
              <Button type="submit" look="quiet">
                Sign out
              </Button>
            </form>
          )
        }
      />
      <main id="main" className={wide ? 'page page-wide' : 'page'}>
        {children}
      </main>
      <SiteFooter supportEmail={webEnv().SUPPORT_EMAIL} />
    </>
  )
}
