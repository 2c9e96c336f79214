'use client'

import { useEffect, useState } from 'react'
import { BulkTable } from '#app/admin/bulk/[id]/bulk-table.tsx'
import { bulkWords } from '#app/admin/bulk/[id]/bulk-words.ts'
import { RetryFailed } from '#app/admin/bulk/[id]/retry-failed.tsx'
import { askBulk } from '#app/admin/bulk/ask-bulk.ts'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { ActionResult } from '#lib/action-result.ts'
import type { BulkView } from '#lib/bulk/view.ts'

const pauseMs = 1_500

/** A run as it stands in the database, asked for again until every row has settled: a reload shows the same. */
export function LiveBulk({
  initial,
  action,
}: {
  initial: BulkView
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
}) {
  const { bulk, isLost } = useLive(initial)
  const settled = bulk.rows.filter(({ state }) => bulkWords[state].isSettled)
  const failed = settled.filter(({ state }) => !state.startsWith('connected'))
  const isDone = settled.length === bulk.rows.length
  return (
    <>
      {!isDone && (
        <noscript>
          <meta httpEquiv="refresh" content="5" />
        </noscript>
      )}
      <div className="my-4 max-w-read">
        <p className="flex justify-between pb-1 text-14">
          <span role="status">
            {isDone ? 'All done: ' : ''}
            {settled.length} of {bulk.rows.length} answered, {failed.length} of them not connected
          </span>
          <span className="text-faint">
            started <TimeAgo at={bulk.startedAt} />
          </span>
        </p>
        <ProgressBar
          label="Answered"
          value={settled.length}
          max={bulk.rows.length}
          said={`${settled.length} of ${bulk.rows.length}`}
        />
        {isLost && (
          <p role="status" className="pt-1 text-14 text-muted">
            The connection to AQUILA is interrupted; this page tries again by itself.
          </p>
        )}
      </div>
      {isDone && failed.length > 0 && <RetryFailed action={action} runId={bulk.id} count={failed.length} />}
      <BulkTable rows={bulk.rows} />
    </>
  )
}

function useLive(initial: BulkView): { bulk: BulkView; isLost: boolean } {
  const [bulk, setBulk] = useState(initial)
  const [isLost, setLost] = useState(false)
  const isDone = bulk.rows.every(({ state }) => bulkWords[state].isSettled)
  useEffect(() => {
    if (isDone) return
    const stop = new AbortController()
    const ask = async () => {
      try {
        setBulk(await askBulk(initial.id, stop.signal))
        setLost(false)
      } catch {
        if (!stop.signal.aborted) setLost(true)
      }
    }
    const timer = setInterval(() => void ask(), pauseMs)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [initial.id, isDone])
  return { bulk, isLost }
}
