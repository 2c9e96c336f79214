import { useId, useState } from 'react'
import { Cell, Row } from '#components/ui/data-table.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { exactTime, shortTime } from '#components/ui/time-text.ts'
import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'
import { maskPersonal } from '#lib/cloudflare/personal-data.ts'

export function SampleRow({
  record,
  personal,
  columns,
}: {
  record: AuditRecord
  personal: boolean
  columns: number
}) {
  const [open, setOpen] = useState(false)
  const rawId = useId()
  const time = new Date(record.time)
  const shown = (text: string) => (personal ? text : maskPersonal(text))
  const resource = record.resource.type ?? record.resource.id
  return (
    <>
      <Row>
        <Cell label="Time">
          <time dateTime={record.time} title={exactTime(time)} className="whitespace-nowrap">
            {shortTime(time)}
          </time>
        </Cell>
        <Value label="Actor" text={shown(actorText(record.actor))} />
        <Value label="Action" text={record.action} />
        <Value label="Resource" text={[record.product, resource].filter(Boolean).join(' / ')} />
        <Value label="Zone" text={record.zone.name ?? record.zone.id} />
        <Cell label="Result">
          <Result result={record.result} />
        </Cell>
        <Value label="IP address" text={record.ip && shown(record.ip)} />
        <Cell label="Record">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={rawId}
            onClick={() => setOpen(!open)}
            className="link min-h-6 cursor-pointer justify-self-start"
          >
            {open ? 'Hide' : 'Raw'}
          </button>
        </Cell>
      </Row>
      <tr id={rawId} hidden={!open} className="border-b border-line">
        <td colSpan={columns} className="py-3">
          {open && (
            <pre
              dir="ltr"
              className="rounded-panel bg-sunken p-4 font-mono text-12 wrap-anywhere whitespace-pre-wrap"
            >
              {shown(JSON.stringify(record.raw, null, 2))}
            </pre>
          )}
        </td>
      </tr>
    </>
  )
}

function Value({ label, text }: { label: string; text: string | null }) {
  return (
    <Cell label={label}>
      {text ? (
        <bdi dir="auto" title={text} className="block min-w-0 max-md:wrap-anywhere md:truncate">
          {text}
        </bdi>
      ) : (
        <span className="text-faint">none</span>
      )}
    </Cell>
  )
}

function Result({ result }: { result: AuditRecord['result'] }) {
  if (result === 'success') return <StatusBadge tone="passed" word="Success" />
  if (result === 'failure') return <StatusBadge tone="failed" word="Failure" />
  return <span className="text-faint">none given</span>
}

function actorText({ email, tokenName, tokenId, type }: AuditRecord['actor']): string {
  return email ?? tokenName ?? tokenId ?? type ?? ''
}
