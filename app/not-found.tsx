import type { Metadata } from 'next'
import { MessagePage } from '#components/message-page.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <MessagePage title="There is nothing at this address">
      <p className="text-16">
        The address may be mistyped, or what was here is gone or belongs to another customer. Your own
        integrations are listed under Integrations.
      </p>
      <LinkButton href="/integrations" look="primary">
        Go to Integrations
      </LinkButton>
    </MessagePage>
  )
}
