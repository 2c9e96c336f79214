import type { Metadata } from 'next'
import { HomeButton } from '#app/home-button.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { Message } from '#components/message-page.tsx'

export const metadata: Metadata = { title: 'Not for your role' }

export default function Forbidden() {
  return (
    <PortalShell current={null}>
      <Message title="Your role does not open this page">
        <p className="text-16">
          You are signed in, but this page is for another role. Nothing was changed. If you need it for your
          work, ask an administrator to change your role.
        </p>
        <HomeButton look="primary" />
      </Message>
    </PortalShell>
  )
}
