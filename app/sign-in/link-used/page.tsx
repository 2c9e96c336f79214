import type { Metadata } from 'next'
import { MessagePage } from '#components/message-page.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'

export const metadata: Metadata = { title: 'This link no longer works' }

export default function LinkUsedPage() {
  return (
    <MessagePage title="This link no longer works">
      <p>
        A sign-in link works once, for 10 minutes, and only until a newer mail is asked for. Nobody was signed
        in.
      </p>
      <p>
        <LinkButton href="/sign-in" look="primary">
          Ask for a new mail
        </LinkButton>
      </p>
    </MessagePage>
  )
}
