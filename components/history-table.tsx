import type { ReactNode } from 'react'
import { ChangeList } from '#components/change-list.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { durationText } from '#components/ui/time-text.ts'
import { OutcomeBadge, reasonText } from '#components/verification-outcome.tsx'
import type { PastVerification } from '#lib/integrations/history-view.ts'

const columns: Column[] = [
  { title: 'When', width: 'w-36' },
  { title: 'Verdict', width: 'w-46' },
  { title: 'Why it ran', width: 'w-46' },
  { title: 'What changed' },
  { title: 'Took', width: 'w-16' },
]

/** How many changes a row shows; its page shows all. */
const most = 3

/** All verifications of an integration, one a row; `base` is where the pages of a single one are. */
export function HistoryTable({
  rows,
  integrationId,
  base,
}: {
  rows: PastVerification[]
  integrationId: string
  base: '/integrations' | '/admin/integrations'
}) {
  return (
    <DataTable caption="Verifications, the newest first" columns={columns}>
      {rows.map((row) => {
        const href = `${base}/${integrationId}/history/${row.id}` as const
        return (
          <tr key={row.id} className="border-b border-line align-top">
            <th scope="row" data-label="When" className={cellClass}>
              <Anchor href={href} className="link">
                <TimeAgo at={row.at} />
              </Anchor>
            </th>
            <Tall label="Verdict">
              <OutcomeBadge outcome={row.outcome} />
            </Tall>
            <Tall label="Why it ran">{reasonText(row.trigger)}</Tall>
            <Tall label="What changed">
              <Changes
                row={row}
                rest={(count) => (
                  <Anchor href={href} className="link">
                    and {count} more
                  </Anchor>
                )}
              />
            </Tall>
            <Tall label="Took">
              <span className="text-faint tabular-nums">
                {row.tookMs === null ? 'none' : durationText(row.tookMs)}
              </span>
            </Tall>
          </tr>
        )
      })}
    </DataTable>
  )
}

function Changes({ row, rest }: { row: PastVerification; rest: (count: number) => ReactNode }) {
  const { outcome, changes, dueAt } = row
  if (dueAt)
    return (
      <p className="text-faint">
        Due <TimeAgo at={dueAt} />
      </p>
    )
  if (outcome === 'running') return <p className="text-faint">No result yet</p>
  if (outcome === 'superseded') return <p className="text-faint">No result to compare</p>
  if (changes === null) return <p className="text-faint">The first result: nothing to compare it with</p>
  return <ChangeList changes={changes} most={most} rest={rest} />
}

const cellClass = 'py-2 pr-4 font-normal'

/** A cell that grows with what it says. */
function Tall({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td data-label={label} className={cellClass}>
      {children}
    </td>
  )
}
