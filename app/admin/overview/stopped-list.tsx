import type { Route } from 'next'
import { Anchor } from '#components/ui/anchor.tsx'
import { Cell, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { visitWords } from '#lib/integrations/visit-words.ts'
import type { StoppedVisit } from '#lib/listing/overview.ts'

/** Where people stop tells what the wizard explains badly. */
export function StoppedList({ stopped }: { stopped: readonly StoppedVisit[] }) {
  if (stopped.length === 0)
    return <p className="text-14 text-muted">In the last 14 days nobody began and stopped.</p>
  const columns = [
    { title: 'Customer' },
    { title: 'Member' },
    { title: 'Stopped at' },
    { title: 'When', width: 'w-32' },
  ]
  return (
    <DataTable caption="Members who started and stopped" columns={columns}>
      {stopped.map(({ id, customerId, customerName, email, step, method, seenAt }) => (
        <Row key={id}>
          <RowHeader label="Customer">
            <Anchor href={`/admin/integrations?customer=${customerId}` as Route} className="link">
              <bdi>{customerName}</bdi>
            </Anchor>
          </RowHeader>
          <Cell label="Member">
            <bdi>{email}</bdi>
          </Cell>
          <Cell label="Stopped at">{visitWords({ step, method })}</Cell>
          <Cell label="When">
            <TimeAgo at={seenAt} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}
