import { bulkWords } from '#app/admin/bulk/[id]/bulk-words.ts'
import { Anchor } from '#components/ui/anchor.tsx'
import { Cell, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { BulkRow } from '#lib/bulk/view.ts'

/** Every row stands from the start and settles in its place. */
export function BulkTable({ rows }: { rows: readonly BulkRow[] }) {
  const columns = [
    { title: 'Customer' },
    { title: 'Account' },
    { title: 'Answer', width: 'w-52' },
    { title: 'What is wrong' },
  ]
  return (
    <DataTable caption="Integrations of this run" columns={columns}>
      {rows.map(({ id, customerName, accountName, state, problem }) => {
        const { isSettled: _, ...badge } = bulkWords[state]
        return (
          <Row key={id}>
            <RowHeader label="Customer">
              <Anchor
                href={`/admin/integrations/${id}`}
                className="font-strong outline-offset-[-2px] after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
              >
                <bdi>{customerName}</bdi>
              </Anchor>
            </RowHeader>
            <Cell label="Account">
              <bdi title={accountName}>{accountName}</bdi>
            </Cell>
            <Cell label="Answer">
              <StatusBadge {...badge} />
            </Cell>
            <Cell label="What is wrong">
              {problem ? <span title={problem}>{problem}</span> : <span className="text-faint">–</span>}
            </Cell>
          </Row>
        )
      })}
    </DataTable>
  )
}
