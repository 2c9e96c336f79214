import { Cell, type Column, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { ColleagueView } from '#lib/customers/view.ts'

const columns: Column[] = [
  { title: 'Address' },
  { title: 'Role', width: 'w-24' },
  { title: 'Since', width: 'w-32' },
]

const roleWords = { member: 'Member', owner: 'Owner' }

export function PeopleTable({ colleagues }: { colleagues: ColleagueView[] }) {
  return (
    <DataTable caption="People" columns={columns}>
      {colleagues.map(({ email, role, since, isSelf, isDisabled }) => (
        <Row key={email}>
          <RowHeader label="Address">
            <span title={email}>
              <bdi>{email}</bdi>
              {isSelf && <span className="text-faint"> (you)</span>}
            </span>
          </RowHeader>
          <Cell label="Role">{isDisabled ? 'No access' : roleWords[role]}</Cell>
          <Cell label="Since">
            <TimeAgo at={since} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}
