'use client'

import { useActionState, useEffect, useRef } from 'react'
import { moveInList } from '#app/admin/integrations/list-keys.ts'
import { ListingTable } from '#app/admin/integrations/listing-table.tsx'
import { useChosen } from '#app/admin/integrations/use-chosen.ts'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { type ActionResult, idle } from '#lib/action-result.ts'
import type { OptionalColumn } from '#lib/listing/filter.ts'
import type { ListedIntegration } from '#lib/listing/view.ts'

/** The list with what can be done to several of its rows at once. */
export function Listing({
  action,
  query,
  count,
  rows,
  shownColumns,
}: {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>
  /** The filter, for "all that match". */
  query: string
  count: string
  rows: readonly ListedIntegration[]
  shownColumns: readonly OptionalColumn[]
}) {
  const [result, submit, pending] = useActionState(action, idle)
  const { ids, choose, letGo } = useChosen()
  const list = useRef<HTMLFormElement>(null)
  const elsewhere = ids.filter((id) => !rows.some((row) => row.id === id))
  const areAllChosen = rows.length > 0 && rows.every((row) => ids.includes(row.id))

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => moveInList(event, list.current)
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return (
    <form ref={list} action={submit}>
      <ActionNotice result={result} />
      <input type="hidden" name="query" value={query} />
      {elsewhere.map((id) => (
        <input key={id} type="hidden" name={`id-${id}`} value="on" />
      ))}
      <div className="no-print flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1 text-14">
        <label className="inline-flex min-h-6 items-center gap-2">
          <input
            type="checkbox"
            checked={areAllChosen}
            onChange={(event) =>
              choose(
                rows.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
            className="size-4"
          />
          This page
        </label>
        <p role="status" className="text-muted tabular-nums">
          {ids.length === 0
            ? 'Nothing chosen'
            : `${ids.length} chosen${elsewhere.length > 0 ? `, ${elsewhere.length} of them on other pages` : ''}`}
        </p>
        {ids.length > 0 && (
          <Button look="quiet" onClick={letGo}>
            Let go
          </Button>
        )}
        <span className="ml-auto flex flex-wrap gap-2">
          <Button type={pending ? 'button' : 'submit'} aria-disabled={pending}>
            {pending ? 'Starting' : 'Verify the chosen again'}
          </Button>
          <Button
            type={pending ? 'button' : 'submit'}
            name="all"
            value="yes"
            look="quiet"
            aria-disabled={pending}
          >
            Verify all that match ({count})
          </Button>
        </span>
      </div>
      <ListingTable
        rows={rows}
        shownColumns={shownColumns}
        isChosen={(id) => ids.includes(id)}
        onChoose={choose}
      />
    </form>
  )
}
