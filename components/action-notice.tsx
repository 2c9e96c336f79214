import { Notice } from '#components/ui/notice.tsx'
import type { ActionResult } from '#lib/action-result.ts'

/** What the server answered to a form as a whole; a wrong field speaks for itself. */
export function ActionNotice({ result }: { result: ActionResult }) {
  if (result.status === 'rate_limited') {
    return (
      <Notice tone="unsure" title="Wait a little" announce>
        <p>{result.message}</p>
      </Notice>
    )
  }
  if (result.status !== 'refused' && result.status !== 'invalid') return null
  return (
    <Notice tone="failed" announce>
      <p>{result.message}</p>
    </Notice>
  )
}
