import type { Metadata } from 'next'
import { HomeButton } from '#app/home-button.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { Message } from '#components/message-page.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PortalShell current={null}>
      <Message title="There is nothing at this address">
        <p className="text-16">
          The address may be mistyped, or what was here is gone or belongs to another customer.
        </p>
        <HomeButton look="primary" />
      </Message>
    </PortalShell>
  )
}
