import type { Metadata } from 'next'
import { MessagePage } from '#components/message-page.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'

export const metadata: Metadata = { title: 'Not for your role' }

export default function Forbidden() {
  return (
    <MessagePage title="Your role does not open this page">
      <p className="text-16">
        You are signed in, but this page is for another role. Nothing was changed. If you need it for your
        work, ask an administrator to change your role.
      </p>
      <LinkButton href="/" look="primary">
        Go to the start page
      </LinkButton>
    </MessagePage>
  )
}
