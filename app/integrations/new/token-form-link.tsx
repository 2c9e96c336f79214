'use client'

import type { ReactNode } from 'react'
import { useKnownAccount } from '#app/integrations/new/known-account.ts'
import type { ButtonLook } from '#components/ui/button-class.ts'
import { ExternalLink } from '#components/ui/external-link.tsx'
import { cleanId } from '#lib/cloudflare/credential-kind.ts'
import { pinToAccount } from '#lib/cloudflare/pin-to-account.ts'

/** Cloudflare's form, of the account that was typed or chosen, once there is one. */
export function TokenFormLink({
  href,
  look,
  children,
}: {
  href: string
  look: ButtonLook
  children: ReactNode
}) {
  const accountId = cleanId(useKnownAccount())
  return (
    <ExternalLink href={pinToAccount(href, accountId)} look={look}>
      {children}
    </ExternalLink>
  )
}
