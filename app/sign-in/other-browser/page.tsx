import type { Metadata } from 'next'
import { MessagePage } from '#components/message-page.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'

export const metadata: Metadata = { title: 'Open the link where you asked' }

export default function OtherBrowserPage() {
  return (
    <MessagePage title="Open the link where you asked">
      <p>
        This browser has not asked to sign in, so the link does nothing here. That keeps a stranger from using
        your mail. The link is not used up.
      </p>
      <p>
        Open it in the browser in which you asked, or type the code from the mail there. Or ask here for a new
        mail.
      </p>
      <p>
        <LinkButton href="/sign-in" look="primary">
          Sign in here
        </LinkButton>
      </p>
    </MessagePage>
  )
}
