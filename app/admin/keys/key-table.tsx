import { Cell, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { KeyView } from '#lib/keys/view.ts'

const columns = [
  { title: 'Key' },
  { title: 'Credentials', width: 'w-32' },
  { title: 'Oldest sealed', width: 'w-40' },
  { title: 'Newest sealed', width: 'w-40' },
]

/** A row for each key version that protects something, and for the current one. */
export function KeyTable({ keys }: { keys: readonly KeyView[] }) {
  return (
    <DataTable caption="Key versions and the credentials under them" columns={columns}>
      {keys.map(({ kekId, isCurrent, count, oldestAt, newestAt }) => (
        <Row key={kekId}>
          <RowHeader label="Key">
            <span className="flex flex-wrap items-center gap-x-4">
              <MonoId value={kekId} name="key id" />
              {isCurrent && <StatusBadge tone="passed" word="Current" />}
            </span>
          </RowHeader>
          <Cell label="Credentials">
            <span className="tabular-nums">{count.toLocaleString('en')}</span>
          </Cell>
          <Cell label="Oldest sealed" blank={oldestAt ? undefined : 'none yet'}>
            {oldestAt && <TimeAgo at={oldestAt} />}
          </Cell>
          <Cell label="Newest sealed" blank={newestAt ? undefined : 'none yet'}>
            {newestAt && <TimeAgo at={newestAt} />}
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}
