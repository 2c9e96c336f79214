import { SampleRow } from '#components/sample-row.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import type { RecordView } from '#lib/cloudflare/audit-view.ts'

const columns: Column[] = [
  { title: 'Time', width: 'w-32' },
  { title: 'What happened' },
  { title: 'Who', width: 'w-72' },
  { title: 'Zone', width: 'w-48' },
  { title: 'Result', width: 'w-28' },
  { title: 'Record', width: 'w-20' },
]

/** Audit-log records as proof, the newest first. */
export function SampleTable({ records }: { records: RecordView[] }) {
  return (
    <DataTable caption="Sample of Cloudflare’s audit log" columns={columns}>
      {records.map((record, index) => (
        // Two records can be the same in all that is shown, and their order never changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
        <SampleRow key={index} record={record} />
      ))}
    </DataTable>
  )
}
