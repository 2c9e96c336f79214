import type { ReactNode } from 'react'
import { SampleRecord } from '#components/sample-record.tsx'
import { Cell, Row, RowHeader } from '#components/ui/data-table.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { RecordView } from '#lib/cloudflare/audit-view.ts'

/** One record in two lines: what matters, and quietly what belongs to it. Everything in full is one click away. */
export function SampleRow({ record }: { record: RecordView }) {
  const { time, action, category, product, resource, actor, by, ip, zone, result, isOwnCreation } = record
  return (
    <Row marked={isOwnCreation}>
      <RowHeader label="What happened">
        <Lines first={action} second={joined(category, joined(product, resource, ' / '))}>
          {isOwnCreation && (
            <span className="flex items-start gap-1.5 text-12 font-strong whitespace-normal text-info">
              <Icon name="info" />
              The creation of the token that AQUILA uses
            </span>
          )}
        </Lines>
      </RowHeader>
      <Cell label="Time">
        <TimeAgo at={time} />
      </Cell>
      <Cell label="Who">
        <Lines first={actor} second={joined(ip, by)} />
      </Cell>
      <Cell label="Result">
        <Result result={result} />
      </Cell>
      <Cell label="Zone">
        <Lines first={zone} second={null} />
      </Cell>
      <Cell label="Record">
        <SampleRecord record={record} />
      </Cell>
    </Row>
  )
}

function Lines({
  first,
  second,
  children,
}: {
  first: string | null
  second: string | null
  children?: ReactNode
}) {
  return (
    <span className="grid min-w-0 md:py-2">
      <Line text={first} className="text-ink" />
      {second && <Line text={second} className="text-12 text-faint" />}
      {children}
    </span>
  )
}

/** Cut on one line where there are columns, after three on a phone. */
function Line({ text, className }: { text: string | null; className: string }) {
  // Without the head of its column the word would say nothing.
  if (!text) return <span className="text-faint max-md:hidden">none</span>
  return (
    <bdi
      dir="auto"
      title={text}
      className={`min-w-0 max-md:line-clamp-3 max-md:wrap-anywhere md:truncate ${className}`}
    >
      {text}
    </bdi>
  )
}

/** What went well is the rule, and quiet. */
function Result({ result }: { result: RecordView['result'] }) {
  if (result === 'failure') return <StatusBadge tone="failed" word="Failure" />
  if (result === null) return <span className="text-faint">none given</span>
  return (
    <span className="inline-flex items-center gap-1.5 align-top text-muted">
      <Icon name="passed" className="text-passed" />
      Success
    </span>
  )
}

function joined(first: string | null, second: string | null, by = ' · '): string | null {
  return [first, second].filter(Boolean).join(by) || null
}
