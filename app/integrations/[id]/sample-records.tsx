'use client'

import { useActionState, useState } from 'react'
import { revealSampleAction } from '#app/integrations/[id]/sample-actions.ts'
import { SampleTable } from '#components/sample-table.tsx'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { idle } from '#lib/action-result.ts'
import type { RecordView } from '#lib/cloudflare/audit-view.ts'

/** The records, masked as they come with the page. The others come only as the answer to the reader's asking. */
export function SampleRecords({ integrationId, records }: { integrationId: string; records: RecordView[] }) {
  const [result, submit, pending] = useActionState(revealSampleAction, idle)
  const [hidden, setHidden] = useState<unknown>(null)
  const shown = result.status === 'found' && result !== hidden ? result.data : null
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-14 tabular-nums">{titleOf(records)}</h3>
        <form action={submit} className="no-print flex flex-wrap items-center gap-3">
          <p role="status" className="text-14 text-muted">
            {shown && 'Shown until you hide it or leave. The activity says that you looked.'}
            {'message' in result && result.message}
          </p>
          <input type="hidden" name="id" value={integrationId} />
          <input type="hidden" name="personal" value={shown ? 'hide' : 'show'} />
          <Button
            type="submit"
            disabled={pending}
            onClick={(event) => {
              // Hiding needs no answer of the server.
              if (!shown) return
              event.preventDefault()
              setHidden(result)
            }}
          >
            <Icon name={shown ? 'eyeOff' : 'eye'} />
            {shown ? 'Hide personal data' : 'Show personal data'}
          </Button>
        </form>
      </div>
      <SampleTable records={shown ?? records} />
    </div>
  )
}

/** The creation of the token is kept beside the newest ones when it is older than they are. */
function titleOf(records: RecordView[]): string {
  if (records.length === 1) return 'The newest record'
  if (records.length <= 25 || !records.at(-1)?.isOwnCreation) return `The newest ${records.length} records`
  return `The newest ${records.length - 1} records, and the creation of the token`
}
