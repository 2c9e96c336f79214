import { ExpiryBadge, PowerBadge } from '#components/credential-badges.tsx'
import { hasGaps, IntegrationState, missingText } from '#components/integration-state.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { Cell, type Column, DataTable, Row, RowHeader } from '#components/ui/data-table.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { expiryHint } from '#lib/integrations/expiry.ts'
import type { IntegrationView } from '#lib/integrations/view.ts'

export type IntegrationRow = Pick<
  IntegrationView,
  | 'id'
  | 'state'
  | 'missing'
  | 'accountId'
  | 'accountName'
  | 'zones'
  | 'credential'
  | 'power'
  | 'lastVerifiedAt'
>

const columns: Column[] = [
  { title: 'Account' },
  { title: 'State', width: 'w-46' },
  { title: 'Zones' },
  { title: 'Credential', width: 'w-52' },
  { title: 'Expires', width: 'w-28' },
  { title: 'Last verified', width: 'w-32' },
]

/** The customer's own list. */
export function IntegrationsTable({ rows }: { rows: IntegrationRow[] }) {
  return (
    <DataTable caption="Integrations" columns={columns}>
      {rows.map((row) => (
        <Row key={row.id}>
          <RowHeader label="Account">
            <Anchor
              href={`/integrations/${row.id}`}
              title={row.accountName ?? row.accountId}
              className="font-strong outline-offset-[-2px] after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
            >
              <Account row={row} />
            </Anchor>
          </RowHeader>
          <Cell label="State">
            <IntegrationState state={row.state} missing={row.missing} />
            <Missing row={row} />
          </Cell>
          <Cell label="Zones">
            <Zones zones={row.zones} />
          </Cell>
          <Cell label="Credential">
            <span className="flex gap-3">
              <code dir="ltr" className="font-mono">
                {row.credential?.mask ?? 'destroyed'}
              </code>
              {row.credential && <PowerBadge power={row.power} />}
            </span>
          </Cell>
          <Cell label="Expires">
            <Expiry row={row} />
          </Cell>
          <Cell label="Last verified">
            {row.lastVerifiedAt ? (
              <TimeAgo at={row.lastVerifiedAt} />
            ) : (
              <span className="text-faint">not yet</span>
            )}
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

function Expiry({ row: { credential, state } }: { row: IntegrationRow }) {
  if (!credential) return <span className="text-faint">none</span>
  const { expiresOn } = credential
  if (expiresOn === null)
    // What Cloudflare did not say in a verification that passed, there is not; before that nobody knows.
    return <span className="text-faint">{state === 'connected' ? 'no end date' : 'unknown'}</span>
  return expiryHint(expiresOn, new Date()) ? (
    <ExpiryBadge expiresOn={expiresOn} />
  ) : (
    <TimeAgo at={expiresOn} />
  )
}

/** How much is missing must show where nobody opens the page. */
function Missing({ row }: { row: IntegrationRow }) {
  if (!hasGaps(row)) return null
  return (
    <span className="block text-12 text-muted" title={row.missing.join(', ')}>
      {missingText(row.missing)}
    </span>
  )
}

function Account({ row }: { row: IntegrationRow }) {
  if (row.accountName) return <bdi>{row.accountName}</bdi>
  return (
    <code dir="ltr" className="font-mono">
      {row.accountId}
    </code>
  )
}

function Zones({ zones }: { zones: IntegrationRow['zones'] }) {
  const [first, ...more] = zones
  if (!first) return <span className="text-faint">none</span>
  return (
    <span className="flex gap-1.5" title={zones.map((zone) => zone.name ?? zone.zoneId).join(', ')}>
      <bdi className="min-w-0 truncate">{first.name ?? first.zoneId}</bdi>
      {more.length > 0 && <span className="text-faint">+{more.length}</span>}
    </span>
  )
}
