'use client'

import type { ReactNode } from 'react'
import { columnOptions } from '#app/admin/integrations/filter-words.ts'
import { ExpiryBadge, PowerBadge } from '#components/credential-badges.tsx'
import { IntegrationState } from '#components/integration-state.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { Cell, type Column, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { caseLabels } from '#lib/cases/case.ts'
import { expiryHint } from '#lib/integrations/expiry.ts'
import type { OptionalColumn } from '#lib/listing/filter.ts'
import type { ListedIntegration } from '#lib/listing/view.ts'

const widths: Partial<Record<OptionalColumn, string>> = {
  credential: 'w-48',
  expires: 'w-28',
  verified: 'w-28',
  case: 'w-28',
}

/** The staff's list. Its boxes are part of the form around it; `isChosen` is what was ticked, on this page and others. */
export function ListingTable({
  rows,
  shownColumns,
  isChosen,
  onChoose,
}: {
  rows: readonly ListedIntegration[]
  shownColumns: readonly OptionalColumn[]
  isChosen: (id: string) => boolean
  onChoose: (ids: string[], isChosen: boolean) => void
}) {
  const shown = columnOptions.filter(([column]) => shownColumns.includes(column))
  const columns: Column[] = [
    { title: 'Choose', width: 'w-10', isSilent: true },
    { title: 'Customer' },
    { title: 'State', width: 'w-46' },
    ...shown.map(([column, title]) => ({ title, ...(widths[column] && { width: widths[column] }) })),
  ]
  return (
    <DataTable caption="Integrations" columns={columns}>
      {rows.map((row) => (
        <Row key={row.id}>
          <Cell label="Choose">
            <input
              type="checkbox"
              name={`id-${row.id}`}
              aria-label={`Choose ${row.customerName}, ${row.accountName ?? row.accountId}`}
              checked={isChosen(row.id)}
              onChange={(event) => onChoose([row.id], event.currentTarget.checked)}
              className="relative z-10 size-4 align-middle"
            />
          </Cell>
          <RowHeader label="Customer">
            <Anchor
              href={`/admin/integrations/${row.id}`}
              title={row.customerName}
              className="font-strong outline-offset-[-2px] after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
            >
              <bdi>{row.customerName}</bdi>
            </Anchor>
          </RowHeader>
          <Cell label="State">
            <IntegrationState state={baseState(row)} missing={row.missing} />
            {row.isPaused && <span className="text-faint"> paused</span>}
          </Cell>
          {shown.map(([column, title]) => {
            const value = cells[column](row)
            return (
              <Cell key={column} label={title} blank={value === null ? blanks[column] : undefined}>
                {value}
              </Cell>
            )
          })}
        </Row>
      ))}
    </DataTable>
  )
}

/** What stands where a cell has nothing to say. */
const blanks: Record<OptionalColumn, string> = {
  account: 'none',
  zones: 'none',
  credential: 'destroyed',
  problem: 'nothing',
  missing: 'none',
  expires: 'none',
  verified: 'not yet',
  assignee: 'nobody',
  case: 'no case',
}

const cells: Record<OptionalColumn, (row: ListedIntegration) => ReactNode> = {
  account: ({ accountName, accountId }) =>
    accountName ? <bdi title={accountName}>{accountName}</bdi> : <Id id={accountId} />,
  zones: ({ firstZone, zoneCount }) =>
    firstZone && (
      <span className="flex gap-1.5" title={firstZone}>
        <bdi className="min-w-0 truncate">{firstZone}</bdi>
        {zoneCount > 1 && <span className="text-faint">+{zoneCount - 1}</span>}
      </span>
    ),
  credential: ({ credential }) =>
    credential && (
      <span className="flex gap-3">
        <Id id={credential.mask} />
        <PowerBadge power={credential.power} />
      </span>
    ),
  problem: ({ problem, missing }) => {
    const said = problem ?? (missing.length > 0 ? missing.join(', ') : null)
    return said && <span title={said}>{said}</span>
  },
  missing: ({ missing }) =>
    missing.length > 0 ? <span title={missing.join(', ')}>{missing.join(', ')}</span> : null,
  expires: ({ credential, expiresOn, state }) => {
    if (!credential) return null
    if (expiresOn === null)
      return <span className="text-faint">{state.startsWith('connected') ? 'no end date' : 'unknown'}</span>
    return expiryHint(expiresOn, new Date()) ? (
      <ExpiryBadge expiresOn={expiresOn} />
    ) : (
      <TimeAgo at={expiresOn} />
    )
  },
  verified: ({ lastVerifiedAt }) => lastVerifiedAt && <TimeAgo at={lastVerifiedAt} />,
  assignee: ({ assignee }) => assignee && <bdi title={assignee}>{assignee}</bdi>,
  case: ({ caseState, assignee }) =>
    caseState && <span title={assignee ?? 'nobody has it'}>{caseLabels[caseState]}</span>,
}

function Id({ id }: { id: string }) {
  return (
    <code dir="ltr" className="font-mono">
      {id}
    </code>
  )
}

function baseState({ state }: ListedIntegration) {
  return state === 'connected_with_gaps' ? 'connected' : state
}
