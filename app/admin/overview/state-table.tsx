import type { Route } from 'next'
import { stateWords } from '#app/admin/integrations/filter-words.ts'
import { Sparkline } from '#app/admin/overview/sparkline.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { Cell, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import type { Overview } from '#lib/listing/overview.ts'
import type { ListedState } from '#lib/listing/view.ts'

const columns = [
  { title: 'State', width: 'w-52' },
  { title: 'Now', width: 'w-28' },
  { title: '30 days ago', width: 'w-28' },
  { title: 'Change', width: 'w-24' },
  { title: 'Last 90 days' },
]

/** The figures are the table, the curve beside them is the chart: each state on a scale of its own. */
export function StateTable({ states, trend }: Pick<Overview, 'states' | 'trend'>) {
  return (
    <DataTable caption="Integrations by state, now and over 90 days" columns={columns}>
      {states.map(({ state, count }) => {
        const before = trend.at(-31)?.counts[state]
        return (
          <Row key={state}>
            <RowHeader label="State">
              <Anchor href={hrefOf(state)} className="link">
                {stateWords[state]}
              </Anchor>
            </RowHeader>
            <Cell label="Now">
              <Anchor href={hrefOf(state)} className="font-strong tabular-nums hover:underline">
                {count.toLocaleString('en')}
              </Anchor>
            </Cell>
            <Cell label="30 days ago">
              <span className="text-muted tabular-nums">{before?.toLocaleString('en') ?? 'not counted'}</span>
            </Cell>
            <Cell label="Change">
              <span className="tabular-nums">{before === undefined ? '–' : signed(count - before)}</span>
            </Cell>
            <Cell label="Last 90 days">
              <Sparkline
                values={trend.map(({ day, counts }) => ({ day, value: counts[state] ?? 0 }))}
                name={stateWords[state]}
              />
            </Cell>
          </Row>
        )
      })}
    </DataTable>
  )
}

function hrefOf(state: ListedState): Route {
  return `/admin/integrations?state=${state}` as Route
}

function signed(change: number): string {
  if (change === 0) return '0'
  return `${change > 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en')}`
}
