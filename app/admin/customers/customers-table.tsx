import { Anchor } from '#components/ui/anchor.tsx'
import { Cell, type Column, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { ListedCustomer } from '#lib/customers/staff-queries.ts'

const columns: Column[] = [
  { title: 'Customer' },
  { title: 'Integrations', width: 'w-28' },
  { title: 'Needs attention', width: 'w-36' },
  { title: 'People', width: 'w-24' },
  { title: 'Invited', width: 'w-24' },
  { title: 'Since', width: 'w-32' },
]

export function CustomersTable({ rows }: { rows: ListedCustomer[] }) {
  return (
    <DataTable caption="Customers" columns={columns}>
      {rows.map(({ id, name, integrations, failing, people, invited, createdAt }) => (
        <Row key={id}>
          <RowHeader label="Customer">
            <Anchor
              href={`/admin/customers/${id}`}
              title={name}
              className="font-strong outline-offset-[-2px] after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
            >
              <bdi>{name}</bdi>
            </Anchor>
          </RowHeader>
          <Cell label="Integrations" blank={integrations === 0 ? 'none' : undefined}>
            <span className="tabular-nums">{integrations}</span>
          </Cell>
          <Cell label="Needs attention" blank={failing === 0 ? 'none' : undefined}>
            <StatusBadge tone="failed" word={String(failing)} />
          </Cell>
          <Cell label="People" blank={people === 0 ? 'nobody' : undefined}>
            <span className="tabular-nums">{people}</span>
          </Cell>
          <Cell label="Invited" blank={invited === 0 ? 'nobody' : undefined}>
            <span className="tabular-nums">{invited}</span>
          </Cell>
          <Cell label="Since">
            <TimeAgo at={createdAt} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}
