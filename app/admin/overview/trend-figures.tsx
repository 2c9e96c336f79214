import { stateWords } from '#app/admin/integrations/filter-words.ts'
import { Cell, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import type { Overview } from '#lib/listing/overview.ts'
import type { ListedState } from '#lib/listing/view.ts'

const states = Object.entries(stateWords) as [ListedState, string][]

/** What the curves draw, day by day, the newest first. */
export function TrendFigures({ trend }: Pick<Overview, 'trend'>) {
  const columns = [{ title: 'Day (UTC)', width: 'w-28' }, ...states.map(([, title]) => ({ title }))]
  return (
    <DataTable caption="Integrations by state, day by day" columns={columns}>
      {trend.toReversed().map(({ day, counts }) => (
        <Row key={day}>
          <RowHeader label="Day (UTC)">
            <span className="tabular-nums">{day}</span>
          </RowHeader>
          {states.map(([state, title]) => (
            <Cell key={state} label={title}>
              <span className="tabular-nums">{(counts[state] ?? 0).toLocaleString('en')}</span>
            </Cell>
          ))}
        </Row>
      ))}
    </DataTable>
  )
}
