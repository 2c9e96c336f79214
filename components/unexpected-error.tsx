import { MessagePage } from '#components/message-page.tsx'
import { Button } from '#components/ui/button.tsx'

/** For what nobody foresaw: the server keeps the cause under the same number. */
export function UnexpectedError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <MessagePage title="This page could not be shown" reference={digestOf(error)}>
      <p className="text-16">
        The fault is in the portal, not in your credential. Integrations keep running, and what was stored
        before is still there. Load the page again; if it fails twice, send support the reference number and
        leave secrets out of the mail.
      </p>
      <Button look="primary" onClick={retry}>
        Load again
      </Button>
    </MessagePage>
  )
}

function digestOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return undefined
  return typeof error.digest === 'string' ? error.digest : undefined
}
