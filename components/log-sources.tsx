import { EmptyState } from '#components/ui/empty-state.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import type { IntegrationView } from '#lib/integrations/view.ts'

const looks: Record<LogSource['state'], { tone: Tone; word: string; icon?: IconName }> = {
  readable: { tone: 'passed', word: 'Readable' },
  needs_permission: { tone: 'info', word: 'Needs another permission', icon: 'locked' },
  not_on_plan: { tone: 'neutral', word: 'Not on this plan' },
  could_not_tell: { tone: 'unsure', word: 'Could not tell' },
}

/** Which logs of the account the credential reads on its plan; of zones the first one stands for all. */
export function LogSources({
  sources,
  zones,
}: {
  sources: LogSource[] | null
  zones: IntegrationView['zones']
}) {
  if (sources === null)
    return (
      <EmptyState title="Not asked yet">
        AQUILA asks for each kind of logs with every verification, and shows here which of them it can read.
      </EmptyState>
    )
  if (sources.every(({ state }) => state === 'could_not_tell'))
    return (
      <EmptyState title="Could not tell for any of them">
        They are asked for once Cloudflare has accepted the credential and answered for the account.
      </EmptyState>
    )
  const [zone] = zones
  return (
    <div className="grid gap-3">
      {zone && (
        <p className="max-w-read text-14 text-muted">
          What belongs to a zone was asked for <bdi className="wrap-anywhere">{zone.name ?? zone.zoneId}</bdi>
          . Other zones can be on other plans.
        </p>
      )}
      <table className="stacks w-full table-fixed border-collapse text-left text-14">
        <caption className="sr-only">Log sources</caption>
        <thead>
          <tr className="border-b border-line text-12 text-muted">
            <Head>Log source</Head>
            <Head>What AQUILA would get</Head>
            <Head>With this credential</Head>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <SourceRow key={source.key} source={source} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="h-9 pr-4 font-strong">
      {children}
    </th>
  )
}

function SourceRow({ source: { name, gives, scope, state, needs, note } }: { source: LogSource }) {
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" data-label="Log source" className="pr-4 font-strong md:py-2">
        <span>
          {name} <span className="font-normal text-faint">{scope}</span>
        </span>
      </th>
      <td data-label="Would give" className="pr-4 text-muted md:py-2">
        <span className="inline-block first-letter:uppercase">{gives}</span>
      </td>
      <td data-label="Credential" className="md:py-2">
        <div className="grid justify-items-start gap-0.5">
          <StatusBadge {...looks[state]} />
          {needs && (
            <span>
              Add{' '}
              {needs
                .split(' and ')
                .map((name) => `“${name}”`)
                .join(' and ')}
              .
            </span>
          )}
          {note && <span className="text-muted">{note}</span>}
        </div>
      </td>
    </tr>
  )
}
