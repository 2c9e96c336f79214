'use client'

import { useState } from 'react'
import { SampleRow } from '#components/sample-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'

const columns: Column[] = [
  { title: 'Time', width: 'w-28' },
  { title: 'Actor' },
  { title: 'Action' },
  { title: 'Resource' },
  { title: 'Zone' },
  { title: 'Result', width: 'w-24' },
  { title: 'IP address', width: 'w-32' },
  { title: 'Record', width: 'w-16' },
]

/** Audit-log records as proof. E-mail and IP addresses stay masked until the reader asks for them. */
export function SampleTable({ records }: { records: AuditRecord[] }) {
  const [personal, setPersonal] = useState(false)
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <p className="text-14 text-muted tabular-nums">
          {records.length === 1 ? 'The newest record' : `The newest ${records.length} records`}, times in UTC
        </p>
        <Button aria-pressed={personal} onClick={() => setPersonal(!personal)}>
          <Icon name={personal ? 'eyeOff' : 'eye'} />
          {personal ? 'Hide personal data' : 'Show personal data'}
        </Button>
      </div>
      <DataTable caption="Sample of Cloudflare’s audit log" columns={columns}>
        {records.map((record) => (
          <SampleRow key={record.id} record={record} personal={personal} columns={columns.length} />
        ))}
      </DataTable>
    </div>
  )
}
